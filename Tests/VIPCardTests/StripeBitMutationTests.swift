import MagneticStripe
import TestSupport
import Testing
import VIPCard

@Suite("Mutated bits of a stripe")
struct StripeBitMutationTests {
  /// Flips, cuts, inserts, turns round: what dirt, wear and a jerky hand do.
  private func mutate(_ bits: [Bool], _ random: inout SplitMix64) -> [Bool] {
    var bits = bits
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard !bits.isEmpty else { return bits }
      let place = Int.random(in: 0..<bits.count, using: &random)
      let length = Int.random(in: 1...12, using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0, 1, 2: bits[place].toggle()
      case 3: bits.removeSubrange(place..<min(bits.count, place + length))
      case 4: bits.insert(contentsOf: bits[place..<min(bits.count, place + length)], at: place)
      case 5: bits.reverse()
      default: bits = Bool.random(using: &random) ? Array(bits[place...]) : bits.map { !$0 }
      }
    }
    return bits
  }

  @Test("Of 100,000 mutations of a genuine card's bits, none is accepted as anything but that card")
  func neverAnother() async throws {
    var random = SplitMix64(seed: 7_811)
    let verifier = try Sample.verifier()
    let identity = try Sample.identity()
    let day = try Sample.day()
    let format = TrackFormat.iso(.two)
    let bits = format.bits(of: try TrackData(track: .two, characters: Sample.track2)).bits
    var (same, unreadable) = (0, 0)
    for _ in 0..<100_000 {
      let read = format.read(TrackBits(mutate(bits, &random)))
      if read.trackError != nil { unreadable += 1 }
      guard let data = read.data else { continue }
      let swipe = StripeRead(one: .empty, two: .ok(data), three: .empty)
      let judgement = try await verifier.judge(swipe, on: day)
      guard judgement.isAccepted else { continue }
      #expect(judgement.identity == identity && data.characters == Sample.track2)
      same += 1
    }
    // Turned round, inverted, or hurt only in the clocking bits it is still that card.
    #expect(same > 1000)
    #expect(unreadable > 50_000)
  }
}
