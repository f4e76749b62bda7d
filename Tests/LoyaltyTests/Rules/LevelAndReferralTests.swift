import BusinessCalendar
import Loyalty
import Testing
import Wording

@Suite("Levels at the end of a period (C1), the member who brings a member (C8)")
struct LevelAndReferralTests {
  private let program = Programs.retailLoyalty

  @Test(
    "C1: after a period the level is counted anew, falls by one step, or is kept",
    arguments: [
      ("recount", "gold", "0.00", "ordinary"), ("recount", "ordinary", "20000.00", "gold"),
      ("oneStep", "gold", "0.00", "silver"), ("oneStep", "silver", "0.00", "ordinary"),
      ("oneStep", "gold", "20000.00", "gold"), ("keep", "gold", "0.00", "gold"),
      ("keep", "silver", "20000.00", "gold"), ("oneStep", "unknown", "5000.00", "silver"),
    ])
  func afterPeriod(policy: String, current: String, spent: String, next: String) {
    let variant = Programs.variant(
      "retail-loyalty", [("afterPeriod: recount", "afterPeriod: \(policy)")])
    #expect(variant.levelAfterPeriod(current: current, counted: yuan(spent).fen) == next)
  }

  @Test("C1: levels that are counted for ever are kept when a year ends (B7)")
  func forEver() {
    #expect(Programs.departmentStore.levelAfterPeriod(current: "diamond", counted: 0) == "diamond")
  }

  @Test("C8: the credit is an entry of the referrer's ledger, with basis, rule and version")
  func credit() throws {
    let quote = try program.quote(sale([line("120.00", .special)], member: customer()))
    let credit = try #require(
      program.referralCredit(to: "M9", for: quote, firstPurchase: true))
    let entry = program.entry(for: credit, on: day("2026-11-20"))
    let ledger = try PointsLedger(replaying: [entry])
    #expect(ledger.balance(on: day("2028-11-20")) == 500)
    #expect(ledger.balance(on: day("2028-11-21")) == 0)
    #expect(
      entry.change
        == .earned(
          lot: "referral:L1-1", points: 500, expires: day("2028-11-20"), pending: false,
          why: EarningReason(
            basis: yuan("120.00"), rules: [.c(8)], program: program.identity)))
    // The same sale credits once: its lot is there already.
    #expect(throws: LedgerError.lotExists("referral:L1-1")) {
      try PointsLedger(replaying: [entry, entry])
    }
  }

  @Test("C8: the credit stays while what is left of the first purchase would bring it")
  func keepsReferral() throws {
    let sold = sale(
      [line("60.00", .special), line("60.00", .special, id: "2")], member: customer())
    let committed = CommittedSale(sale: sold, quote: try program.quote(sold))
    func kept(_ lines: [String]) throws -> Bool {
      program.keepsReferral(
        try ReturnRules(program).result(
          of: committed,
          request: ReturnRequest(items: lines.map { ReturnItem(line: $0, quantity: Quantity(1)) }),
          date: sold.date))
    }
    #expect(try kept(["1"]) == false)
    var larger = sold
    larger.lines[0].unitPrice = yuan("100.00")
    let result = try ReturnRules(program).result(
      of: CommittedSale(sale: larger, quote: program.quote(larger)),
      request: ReturnRequest(items: [ReturnItem(line: "2", quantity: Quantity(1))]),
      date: sold.date)
    #expect(program.keepsReferral(result))
  }

  @Test("C2: points buy goods and events of the poster too")
  func poster() throws {
    let event = CatalogueGift(
      id: "E1", name: .init(zhHans: "品酒会", zhHant: "品酒會", en: "wine tasting"), store: nil,
      from: day("2026-11-01"), until: day("2026-11-30"), points: 800)
    let redemption = try RedemptionDesk(program).redeem(
      gift: "E1", from: [event], store: "S01", member: customer(points: 1000),
      on: day("2026-11-20"), trust: .medium)
    #expect(redemption.balanceAfter == 200 && redemption.rules.contains(.c(2)))
  }
}
