import CardCrypto
import Testing
import VIPCard
import VirtualCards

@Suite("Next year's key may lie in a lane ahead of time")
struct EarlyKeyTests {
  private func store() throws -> WatchedKeyStore {
    WatchedKeyStore(
      try MemoryKeyStore([2025: Sample.key2025, 2026: Sample.key2026, 2027: .random(count: 16)]))
  }

  @Test(
    "Before December no key is asked for a card of next year; from December on it is",
    arguments: [("2025-11-30", false), ("2025-12-01", true), ("2026-01-01", true)])
  func december(_ day: String, _ isGood: Bool) async throws {
    let keys = try store()
    let judgement = try await CardVerifier(keys: keys).judge(
      swipe(nil, Sample.track2), on: Sample.day(day))
    #expect(judgement.isAccepted == isGood)
    #expect((keys.questions > 0) == isGood)

    let chipKeys = try store()
    let chip = try await CardVerifier(keys: chipKeys).judge(
      LoopbackChannel(try await Sample.card()), on: Sample.day(day))
    #expect(chip.isAccepted == isGood)
  }
}
