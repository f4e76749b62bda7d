import MagneticStripe
import TestSupport
import Testing

@Suite("Tracks as bits in a report")
struct RawReportTests {
  private static let tracks: [(TrackNumber, String)] = [
    (.one, StripeVector.track1), (.two, StripeVector.all[0].data),
    (.three, StripeVector.track3),
  ]

  private func packed(_ bits: [Bool], lowBitFirst: Bool) -> [UInt8] {
    stride(from: 0, to: bits.count, by: 8).map { start in
      var byte: UInt8 = 0
      for place in 0..<8 where start + place < bits.count && bits[start + place] {
        byte |= 1 << UInt8(lowBitFirst ? place : 7 - place)
      }
      return byte
    }
  }

  @Test(
    "Either end of a byte first, swiped in either direction, filled up with zeros",
    arguments: tracks, [true, false])
  func everyWay(_ track: (TrackNumber, String), _ lowBitFirst: Bool) throws {
    let data = try TrackData(track: track.0, characters: track.1)
    let bits = TrackFormat.iso(track.0).bits(of: data).bits
    for way in [bits, bits.reversed()] {
      let report = packed(way, lowBitFirst: lowBitFirst) + [UInt8](repeating: 0, count: 20)
      #expect(TrackRead.inRawReport(report.span, track: track.0) == .ok(data))
    }
  }

  @Test("Every flipped bit of the characters is refused", arguments: tracks)
  func flipped(_ track: TrackNumber, _ characters: String) throws {
    let data = try TrackData(track: track, characters: characters)
    let format = TrackFormat.iso(track)
    let bits = format.bits(of: data).bits
    for place in 25..<25 + format.bitsPerCharacter * (data.count + 3) {
      var flipped = bits
      flipped[place].toggle()
      let read = TrackRead.inRawReport(packed(flipped, lowBitFirst: false).span, track: track)
      #expect(read.data == nil, "bit \(place)")
    }
  }

  @Test("The alphanumeric third track of a driving licence is read, and is foreign")
  func licence() throws {
    let characters = "! 95814      C               M507150BRNBRN"
    let format = TrackFormat.aamvaTrack3
    var bits = [Bool](repeating: false, count: 20)
    let values = characters.utf8.map { $0 - 0x20 }
    let sentinels: (UInt8, UInt8) = (0x05, 0x1F)
    let check = values.reduce(sentinels.0 ^ sentinels.1, ^)
    for value in [sentinels.0] + values + [sentinels.1, check] {
      for bit in UInt8(0)..<6 { bits.append(value >> bit & 1 == 1) }
      bits.append(value.nonzeroBitCount % 2 == 0)
    }
    #expect(format.bitsPerCharacter == 7)
    let read = TrackRead.inRawReport(packed(bits, lowBitFirst: false).span, track: .three)
    #expect(read.data?.characters == characters)
    let swipe = StripeRead(one: .empty, two: .empty, three: read)
    #expect(swipe.tracks?.standard == .aamva)
  }

  @Test("Bits without a change are an empty track; noise is unreadable")
  func noise() {
    for track in TrackNumber.allCases {
      #expect(
        TrackRead.inRawReport([UInt8](repeating: 0, count: 96).span, track: track) == .empty)
      #expect(TrackRead.inRawReport([UInt8]().span, track: track) == .empty)
    }
    var random = SplitMix64(seed: 4)
    var good = 0
    for _ in 0..<2000 {
      let report = random.bytes(upTo: 96)
      let reads = TrackNumber.allCases.map { TrackRead.inRawReport(report.span, track: $0) }
      good += reads.compactMap(\.data).count
    }
    // Three characters that happen to be an empty track are all that noise comes to.
    #expect(good < 20)
  }

  @Test("A payment card is told apart by its bits, and nothing of it is kept")
  func payment() throws {
    let data = try TrackData(track: .two, characters: "4111111111111111=2612101")
    let bits = packed(TrackFormat.iso(.two).bits(of: data).bits, lowBitFirst: false)
    let read = TrackRead.inRawReport(bits.span, track: .two)
    #expect(
      StripeRead(one: .empty, two: read, three: .empty)
        == .paymentCard(StripeLengths(one: 0, two: 24, three: 0)))
  }
}
