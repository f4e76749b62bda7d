import BusinessCalendar
import Loyalty
import MemberStore
import Testing

/// A48: who has lapsed leaves the store; what was booked stays under the id.
struct RetentionChapter {
  static let cases = [
    StoreCase(
      "Members lapse a year after their last purchase that did not come back", Self().lapses),
    StoreCase(
      "Erasing takes the person out of every copy and leaves points, money and sales", Self().erase),
    StoreCase("Who bought in the meantime is not erased", Self().boughtAgain),
  ]

  private func rules() throws -> ActivityRules {
    try #require(try LoyaltyProgram.shipped("chain-store").activity)
  }

  func lapses(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      let rules = try rules()
      try await store.enrol(sampleMember())
      try await store.enrol(sampleMember("M2"))
      try await store.book(sampleSale("S1", date: "2026-02-01"))
      try await store.book(sampleSale("S2", date: "2026-08-01"))
      #expect(try await store.lapses(rules, on: day("2027-08-01")).map(\.member.id) == ["M2"])
      // The later purchase comes back: the earlier one counts.
      _ = try await store.book(
        ReturnRecord(
          id: "R1", saleID: "S2", lane: "L1", date: day("2026-08-02"), content: "r",
          lines: [.init(lineID: "1", quantity: Quantity(2), refund: Money(fen: 10_000))],
          refund: Money(fen: 10_000), pointsReclaimed: 100, bookedAt: noon), after: 0,
        shortfall: .clamp)
      let lapses = try await store.lapses(rules, on: day("2027-08-02"))
      #expect(lapses.map(\.member.id) == ["M1", "M2"])
      #expect(lapses.first?.since == (try day("2026-02-01")))
      #expect(lapses.first?.keptUntil == (try day("2030-02-01")))
      #expect(try await store.lapses(rules, on: day("2030-02-02")).first?.keptUntil == nil)
    }
  }

  func erase(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      let rules = try rules()
      try await store.enrol(sampleMember())
      var sale = try sampleSale("S1", date: "2026-02-01")
      let person = #""member":{"id":"M1","familyName":"王","title":"女士","birthday":"1990-11-22"}"#
      sale.priced = "{\(person)}"
      sale.content = "{\(person)}\n-\ncash 100.00"
      sale.quote = #"{"due":"100.00","prompts":[{"text":"王女士"}],"receiptLines":["王女士"]}"#
      _ = try await store.hold(sale, receipt: sampleReceipt("S1"))
      _ = try await store.commit(sale: "S1", at: noon)
      let date = try day("2027-08-02")
      let isErased = try await store.erase("M1", rules: rules, on: date) { _ in "erased" }
      #expect(isErased)
      let again = try await store.erase("M1", rules: rules, on: date) { _ in "erased" }
      #expect(!again)
      let member = try #require(try await store.member("M1"))
      #expect(member.familyName == nil && member.title == nil && member.birthday == nil)
      #expect(member.erased == date && member.accumulatedPoints == 100)
      let stored = try #require(try await store.sale("S1"))
      for text in [stored.priced, stored.content, stored.quote] {
        #expect(!text.contains("王") && !text.contains("1990"), "\(text)")
      }
      #expect(stored.content.hasSuffix("\n-\ncash 100.00") && stored.quote.contains("100.00"))
      #expect(stored.lines == sale.lines && stored.due == sale.due)
      #expect(try await store.receipt("S1")?.content == "erased")
      #expect(try await store.ledger(of: "M1").lots.count == 1)
    }
  }

  func boughtAgain(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      let rules = try rules()
      try await store.enrol(sampleMember())
      let date = try day("2027-08-02")
      #expect(try await store.lapses(rules, on: date).count == 1)
      try await store.book(sampleSale("S1", date: "2027-08-01"))
      let isErased = try await store.erase("M1", rules: rules, on: date) { _ in "" }
      #expect(!isErased)
      #expect(try await store.member("M1")?.familyName == "王")
    }
  }
}
