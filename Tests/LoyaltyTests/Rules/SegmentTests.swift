import BusinessCalendar
import Loyalty
import Testing

@Suite("Named combinations of segments (C3), margin (C4)")
struct SegmentTests {
  private let program = Programs.retailLoyalty
  private let today = day("2026-11-20")

  private func history(_ count: Int, level: String, category: String, on date: String)
    -> MemberHistory
  {
    MemberHistory(
      id: "M1", level: level,
      purchases: (0..<count).map { _ in
        PurchaseRecord(
          date: day(date), paid: yuan("500.00"), categories: [category: yuan("500.00")])
      })
  }

  @Test("C3: combinations of frequency, amount, category, level and value have names")
  func named() throws {
    let rules = try #require(program.insight)
    func names(_ member: MemberHistory) -> [String] {
      rules.segments(of: member, today: today).map(\.id)
    }
    #expect(
      names(history(24, level: "gold", category: "女装", on: "2026-06-01"))
        == ["regulars", "fashion-gold"])
    #expect(
      names(history(24, level: "silver", category: "女装", on: "2026-06-01")) == ["regulars"])
    #expect(names(history(24, level: "gold", category: "食品", on: "2025-06-01")) == ["come-back"])
    #expect(names(history(0, level: "gold", category: "女装", on: "2026-06-01")) == [])
  }

  @Test("C4: margin is what was paid less the cost of what was kept; unknown where a cost is")
  func margin() throws {
    var lines = [
      line("200.00", .special, quantity: Quantity(2)), line("50.00", .special, id: "2"),
      line("100.00", .fee, id: "3"),
    ]
    lines[0].unitCost = yuan("120.00")
    lines[0].category = "女装"
    lines[1].unitCost = yuan("60.00")
    let sold = sale(lines, member: customer())
    let priced = try program.quote(sold).lines
    let whole = try #require(PurchaseRecord(sold, lines: priced))
    #expect(whole.paid == yuan("450.00") && whole.margin == yuan("150.00"))
    #expect(whole.categories == ["女装": yuan("400.00")])
    let kept = try #require(
      PurchaseRecord(sold, lines: priced, returned: ["1": (Quantity(1), yuan("200.00"))]))
    #expect(kept.paid == yuan("250.00") && kept.margin == yuan("70.00"))
    var unknown = sold
    unknown.lines[1].unitCost = nil
    #expect(PurchaseRecord(unknown, lines: priced)?.margin == nil)
    #expect(
      PurchaseRecord(
        sold, lines: priced,
        returned: ["1": (Quantity(2), yuan("400.00")), "2": (Quantity(1), yuan("50.00"))]) == nil)
  }

  @Test("C4: of two members who buy alike, the one who brings more margin is worth more")
  func value() throws {
    let rules = try #require(program.insight)
    var plain = history(6, level: "silver", category: "女装", on: "2026-06-01")
    let without = rules.value(plain, today: today).current
    for index in plain.purchases.indices { plain.purchases[index].margin = yuan("125.00") }
    #expect(rules.value(plain, today: today).current == without + 10)
    for index in plain.purchases.indices { plain.purchases[index].margin = yuan("-125.00") }
    #expect(rules.value(plain, today: today).current == without)
  }
}
