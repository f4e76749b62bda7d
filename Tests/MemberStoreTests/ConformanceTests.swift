import MemberStore
import MemberStoreSuite
import Synchronization
import Testing

@Suite("The store in memory does what every store must do")
struct ConformanceTests {
  private static let memory = StoreUnderTest("memory") { (InMemoryMemberStore(), {}) }

  @Test("Every rule of the suite", arguments: StoreConformance.cases, [memory, memory.twice])
  func conforms(rule: StoreCase, subject: StoreUnderTest) async throws {
    try await rule.check(subject)
  }

  @Test("The random bookings reach the answers they are meant to try")
  func coverage() async throws {
    var answers: Set<String> = []
    for seed in UInt64(1)...12 {
      for line in try await RandomBookingChapter().run(InMemoryMemberStore(), seed: seed) {
        answers.insert(String(line.split(separator: " ")[1]))
      }
    }
    #expect(
      answers.isSuperset(of: [
        "booked", "notEnoughPoints", "unknownSale", "saleCommitted", "saleVoided",
        "saleNotCommitted", "returnTooLarge",
      ]))
  }

  @Test("A body that leaves something behind outside its transaction is found by running it twice")
  func sideEffectsAreFound() async throws {
    let store = TwiceStore(InMemoryMemberStore())
    let counter = Mutex(0)
    _ = try await store.write { _ in counter.withLock { $0 += 1 } }
    #expect(counter.withLock { $0 } == 2)
  }
}
