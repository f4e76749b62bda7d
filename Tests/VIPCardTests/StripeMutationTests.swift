import MagneticStripe
import TestSupport
import Testing
import VIPCard

@Suite("Mutated swipes")
struct StripeMutationTests {
  /// Characters of track 2, of the other tracks, and of keyboards.
  static let alphabet = Array("0123456789:;<=>?%^VB /+E\u{7f}")

  private func mutate(_ text: String, _ random: inout SplitMix64) -> String {
    var characters = Array(text)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let index = Int.random(in: 0..<characters.count, using: &random)
      let other = Self.alphabet.randomElement(using: &random) ?? "0"
      switch Int.random(in: 0..<6, using: &random) {
      case 0: characters.remove(at: index)
      case 1: characters.insert(other, at: index)
      case 2: characters.swapAt(index, Int.random(in: 0..<characters.count, using: &random))
      case 3: characters.append(contentsOf: characters[index...])
      case 4: characters[index] = Character(String(Int.random(in: 0...9, using: &random)))
      default: characters[index] = other
      }
      if characters.isEmpty { return "" }
    }
    return String(characters)
  }

  @Test("Of 100,000 mutations of a genuine track 2, none is accepted as anything but that card")
  func track2() async throws {
    var random = SplitMix64(seed: 9_156_880_012_345_672)
    let verifier = try Sample.verifier()
    let identity = try Sample.identity()
    let day = try Sample.day()
    var accepted = 0
    for round in 0..<100_000 {
      let original = round % 2 == 0 ? ";\(Sample.track2)?" : ";\(Sample.track2)?9"
      let text = mutate(original, &random)
      let judgement = try await verifier.judge(KeyboardWedgeText.read(text), on: day)
      guard judgement.isAccepted else { continue }
      accepted += 1
      #expect(judgement.identity == identity)
      #expect(text.contains(Sample.track2), "\(text)")
    }
    // A character behind the end sentinel is not part of the track: a few are the same card.
    #expect(accepted < 20_000)
  }

  @Test("Of 20,000 mutations with a right LRC, none is accepted as anything but that card")
  func rightRedundancy() async throws {
    var random = SplitMix64(seed: 701)
    let verifier = try Sample.verifier()
    let day = try Sample.day()
    for _ in 0..<20_000 {
      let text = mutate(Sample.track2, &random)
      guard let data = try? TrackData(track: .two, characters: text) else { continue }
      let read = StripeRead(one: .empty, two: .ok(data), three: .empty)
      let judgement = try await verifier.judge(read, on: day)
      #expect(!judgement.isAccepted || text == Sample.track2)
    }
  }

  @Test("Random bytes as a swipe never crash the verifier and are never accepted")
  func garbage() async throws {
    var random = SplitMix64(seed: 3)
    let verifier = try Sample.verifier()
    let day = try Sample.day()
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...120, using: &random)).map { _ in
        UInt8.random(in: 0x20...0x7e, using: &random)
      }
      let read = KeyboardWedgeText.read(String(decoding: bytes, as: UTF8.self))
      #expect(try await !verifier.judge(read, on: day).isAccepted)
    }
  }
}
