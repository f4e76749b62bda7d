import MemberStoreSuite
import Testing

@Suite("The store in a file does what every store must do")
struct ConformanceTests {
  @Test(
    "Every rule of the suite", arguments: StoreConformance.cases,
    [StoreUnderTest.sqlite, .reopened, .sqlite.twice])
  func conforms(rule: StoreCase, subject: StoreUnderTest) async throws {
    try await rule.check(subject)
  }
}
