import MemberStoreSuite
import Testing

@Suite("The store in PostgreSQL does what every store must do")
struct ConformanceTests {
  @Test(
    "Every rule of the suite", arguments: StoreConformance.cases, [StoreUnderTest.postgres])
  func conforms(rule: StoreCase, subject: StoreUnderTest) async throws {
    try await rule.check(subject)
  }
}
