import MagneticStripe
import TestSupport
import Testing

@Suite("Raw bits of a track")
struct BitTests {
  private static let tracks: [(TrackNumber, String)] = [
    (.one, StripeVector.track1), (.two, StripeVector.all[0].data),
    (.two, StripeVector.all[1].data), (.two, StripeVector.all[2].data),
    (.three, StripeVector.track3),
  ]

  @Test(
    "A card swiped in either direction, ones and zeros in either sense, reads the same",
    arguments: tracks)
  func everyDirection(_ track: TrackNumber, _ characters: String) throws {
    let data = try TrackData(track: track, characters: characters)
    let format = TrackFormat.iso(track)
    let bits = format.bits(of: data).bits
    let inverted = bits.map { !$0 }
    for way in [bits, bits.reversed(), inverted, inverted.reversed()] {
      #expect(format.read(TrackBits(way)) == .ok(data))
    }
  }

  @Test("Every single flipped bit from start sentinel to LRC is refused", arguments: tracks)
  func flippedBit(_ track: TrackNumber, _ characters: String) throws {
    let data = try TrackData(track: track, characters: characters)
    let format = TrackFormat.iso(track)
    let bits = format.bits(of: data, leadingZeros: 25, trailingZeros: 25).bits
    let coded = 25..<25 + format.bitsPerCharacter * (data.count + 3)
    for index in coded {
      var flipped = bits
      flipped[index].toggle()
      for way in [flipped, flipped.reversed()] {
        #expect(format.read(TrackBits(way)).trackError != nil, "bit \(index)")
      }
    }
  }

  @Test("Two flipped bits that keep a character's parity are refused by the LRC")
  func redundancy() throws {
    let data = try TrackData(track: .two, characters: StripeVector.all[0].data)
    let format = TrackFormat.iso(.two)
    var bits = format.bits(of: data, leadingZeros: 0).bits
    bits[5].toggle()
    bits[6].toggle()
    #expect(format.read(TrackBits(bits)) == .error(.redundancy))
  }

  @Test("A wrong parity bit is named with its character")
  func parity() throws {
    let data = try TrackData(track: .two, characters: StripeVector.all[0].data)
    let format = TrackFormat.iso(.two)
    var bits = format.bits(of: data, leadingZeros: 0).bits
    bits[5 * 7 + 4].toggle()
    #expect(format.read(TrackBits(bits)) == .error(.parity(position: 7)))
  }

  @Test("Bits that end early have no end sentinel, or no LRC")
  func cutShort() throws {
    let data = try TrackData(track: .two, characters: StripeVector.all[0].data)
    let format = TrackFormat.iso(.two)
    let bits = format.bits(of: data, leadingZeros: 0, trailingZeros: 0).bits
    #expect(format.read(TrackBits(bits.dropLast(20))) == .error(.noEndSentinel))
    #expect(format.read(TrackBits(bits.dropLast(5))) == .error(.redundancy))
  }

  @Test("More characters than a track holds are too many")
  func tooLong() {
    let format = TrackFormat.iso(.two)
    let one = [true, false, false, false, false]
    let start = [true, true, false, true, false]
    let bits = start + (0..<60).flatMap { _ in one }
    #expect(format.read(TrackBits(bits)) == .error(.tooLong(maximum: 37)))
  }

  @Test("Bits without any change are an empty track; noise has no start sentinel")
  func emptyAndNoise() {
    let format = TrackFormat.iso(.one)
    #expect(format.read(TrackBits([])) == .empty)
    #expect(format.read(TrackBits(repeatElement(false, count: 500))) == .empty)
    #expect(format.read(TrackBits(repeatElement(true, count: 500))) == .empty)
    let noise = (0..<500).map { $0 % 2 == 0 }
    #expect(format.read(TrackBits(noise)) == .error(.noStartSentinel))
  }

  @Test("Packed bits are taken from the most significant on, and no more than there are")
  func packedBits() {
    #expect(packed([0b1010_0000], count: 3).bits == [true, false, true])
    #expect(packed([0xFF], count: 99).count == 8)
    #expect(packed([0xFF], count: -1).count == 0)
  }

  @Test("Bits never print")
  func concealed() {
    let bits = TrackBits([true, false, true])
    #expect("\(bits)" == "••••")
    #expect(String(reflecting: bits) == "••••")
    #expect(Mirror(reflecting: bits).children.isEmpty)
  }

  @Test("Random bits end in a result, and never in data that do not read back", arguments: 0..<8)
  func randomBits(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<400 {
      let bytes = random.bytes(upTo: 100)
      let count = Int.random(in: 0...bytes.count * 8, using: &random)
      for track in TrackNumber.allCases {
        let format = TrackFormat.iso(track)
        let bits = TrackBits(packed: bytes.span, count: count)
        guard let data = format.read(bits).data else { continue }
        #expect(format.read(format.bits(of: data)) == .ok(data))
      }
    }
  }
}
