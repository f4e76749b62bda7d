import BusinessCalendar
import Loyalty
import Testing
import Wording

@Suite("Joining: A4, A5, B1")
struct JoiningTests {
  @Test(
    "A4: one purchase of 1000 yuan paid is enough",
    arguments: [
      ("999.99", false), ("1000.00", true),
    ])
  func a4(paid: String, qualifies: Bool) throws {
    let quote = try Programs.chainStore.quote(sale([line(paid)]))
    #expect(
      quote.prompts.contains(Prompt(.qualifies(level: "vip"), rule: .a(4))) == qualifies)
    #expect(quote.codes.contains("nearlyQualifies") == !qualifies)
  }

  @Test("A4: fees and top-ups do not help to qualify")
  func a4Fees() throws {
    let quote = try Programs.chainStore.quote(
      sale([line("500.00"), line("900.00", .prepaid, id: "2")]))
    #expect(!quote.codes.contains("qualifies"))
  }

  @Test(
    "A5, S7: 2000 within six months or 3000 within twelve, in rolling calendar months",
    arguments: [
      // The window starts after the same day six months ago.
      ([("2026-05-21", "999.00"), ("2026-08-01", "500.00"), ("2026-11-20", "501.00")], true),
      ([("2026-05-20", "999.00"), ("2026-08-01", "500.00"), ("2026-11-20", "501.00")], false),
      ([("2026-05-21", "999.00"), ("2026-08-01", "500.00"), ("2026-11-20", "500.99")], false),
      (
        [
          ("2025-11-21", "900.00"), ("2026-01-01", "900.00"), ("2026-02-01", "600.00"),
          ("2026-11-20", "600.00"),
        ], true
      ),
      (
        [
          ("2025-11-20", "900.00"), ("2026-01-01", "900.00"), ("2026-02-01", "600.00"),
          ("2026-11-20", "600.00"),
        ], false
      ),
      // Purchases after today do not count yet.
      ([("2026-11-20", "900.00"), ("2026-11-21", "999.00"), ("2026-11-22", "999.00")], false),
    ] as [([(String, String)], Bool)])
  func a5(purchases: [(String, String)], qualifies: Bool) {
    let met = Eligibility.met(
      program: Programs.chainStore,
      purchases: purchases.map { Purchase(date: day($0.0), paid: yuan($0.1)) },
      today: day("2026-11-20"))
    #expect(met.contains { $0.rule == .a(5) } == qualifies)
  }

  @Test("A5, S7: the window is cut to the month's last day")
  func a5MonthEnd() {
    // Six months before 31 August is 28 February, so 1 March is inside and 28 February is not.
    func met(_ date: String) -> Bool {
      !Eligibility.met(
        program: Programs.chainStore,
        purchases: [
          Purchase(date: day(date), paid: yuan("999.00")),
          Purchase(date: day("2026-08-31"), paid: yuan("501.00")),
          Purchase(date: day("2026-08-31"), paid: yuan("500.00")),
        ], today: day("2026-08-31")
      ).isEmpty
    }
    #expect(met("2026-03-01"))
    #expect(!met("2026-02-28"))
  }

  @Test(
    "B1: one day's spending brings the gold card from 300, the diamond card from 3000",
    arguments: [
      (["299.99"], nil), (["150.00", "150.00"], "gold"), (["2999.99"], "gold"),
      (["2000.00", "1000.00"], "diamond"),
    ] as [([String], String?)])
  func b1(paid: [String], level: String?) {
    let today = day("2026-11-20")
    var purchases = paid.map { Purchase(date: today, paid: yuan($0)) }
    purchases.append(Purchase(date: day("2026-11-19"), paid: yuan("5000.00")))
    #expect(
      Eligibility.highest(
        program: Programs.departmentStore, purchases: purchases, today: today)?.level == level)
  }

  @Test(
    "B1, S6: without a card the quote only prompts; level and balance are null, nothing is earned")
  func b1Quote() throws {
    let quote = try Programs.departmentStore.quote(sale([line("3000.00")]))
    #expect(quote.due == yuan("3000.00"))
    #expect(quote.prompts == [Prompt(.qualifies(level: "diamond"), rule: .b(1))])
    #expect(quote.level == nil && quote.points.balanceAfter == nil && quote.points.earned == 0)
    let json = quote.json(language: .english)
    #expect(json.contains("\"level\":null") && json.contains("\"balanceAfter\":null"))
  }

  @Test("B1, S6: a gold member stays gold, however large the purchase")
  func b1Member() throws {
    let quote = try Programs.departmentStore.quote(
      sale([line("5000.00", .special)], member: cardholder()))
    #expect(quote.level == LevelChange(before: "gold", after: "gold"))
  }

  @Test("The nearest joining rule says how much is missing")
  func nearest() {
    let near = Eligibility.nearest(
      program: Programs.departmentStore,
      purchases: [Purchase(date: day("2026-11-20"), paid: yuan("260.00"))],
      today: day("2026-11-20"))
    #expect(near?.rule.level == "gold")
    #expect(near?.missing == yuan("40.00"))
  }
}
