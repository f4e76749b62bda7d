import BusinessCalendar
import Lane
import Loyalty
import MemberStore
import Testing
import VIPCard

/// B12: the card stores data magnetically, for points and enquiries, and against forgery.
@Suite("The magnetic card of the department store: B12")
struct MagneticCardTests {
  @Test("B12: the stripe collects points on every sale and answers for the balance")
  func points() async throws {
    let counter = try Counter(program: "department-store")
    try await counter.enrol(member("gold"))
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    let sold = try await lane.checkout(
      sale: sale(price: "400.00", member: member("gold")), card: card)
    // 800.00 at 8.8折 is 704.00: 70 points.
    #expect(sold.quote?.points.earned == 70)
    // An enquiry is a new swipe of the same stripe: the register knows whose it is.
    let again = try await counter.judge(Counter.stripe, lane: lane)
    #expect(again.isAccepted && again.identity?.number.digits == Counter.digits)
    let account = try await counter.store.account(of: "M1", on: day("2026-11-22"))
    #expect(account?.balance == 70)
  }

  @Test("B12: every digit of the stripe that is changed is found out, and nothing is booked")
  func forgery() async throws {
    let counter = try Counter(program: "department-store")
    let lane = try counter.lane()
    let digits = Array(Counter.stripe)
    for index in digits.indices {
      guard let digit = digits[index].wholeNumberValue else { continue }
      var forged = digits
      forged[index] = Character(String((digit + 1) % 10))
      let judgement = try await counter.judge(String(forged), lane: lane)
      #expect(!judgement.isAccepted, "digit \(index) may be changed")
    }
    let judgement = try await counter.judge(Counter.forged, lane: lane)
    await #expect(throws: (any Error).self) {
      try await lane.checkout(sale: sale(member: member("gold")), card: judgement)
    }
    #expect(try await counter.store.account(of: "M1", on: day("2026-11-22")) == nil)
  }
}
