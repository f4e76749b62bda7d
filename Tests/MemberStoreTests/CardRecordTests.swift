import BusinessCalendar
import MemberStore
import MemberStoreSuite
import Testing

@Suite("What people see of a card")
struct CardRecordTests {
  @Test(
    "The number is shown masked",
    arguments: [
      (number, "9156 **** **** 5672"), ("915688001236", "9156 **** **** 1236"), ("9156", "****"),
    ])
  func masked(number: String, shown: String) throws {
    let card = CardRecord(
      number: number, year: 2026, sequence: 1, memberID: "M1", issued: try day("2026-01-05"))
    #expect(card.maskedNumber == shown)
  }
}
