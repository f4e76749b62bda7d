import BusinessCalendar
import Loyalty
import TestSupport
import Testing

/// The articles of program C that live outside the sale, each by itself, and A5.
@Suite("Outside the sale, article by article: A5, C3 to C8")
struct RetailRuleTests {
  private let today = day("2026-11-20")
  private let program = Programs.retailLoyalty

  @Test("A5: purchases on the window's first day count no more, on its last they do")
  func a5() {
    func met(_ purchases: [(String, String)]) -> [RuleID] {
      Eligibility.met(
        program: Programs.chainStore,
        purchases: purchases.map { Purchase(date: day($0.0), paid: yuan($0.1)) }, today: today
      ).map(\.rule)
    }
    #expect(met([("2026-05-21", "999.00"), ("2026-11-20", "999.00")]).isEmpty)
    #expect(
      met([("2026-05-21", "999.99"), ("2026-08-01", "999.99"), ("2026-11-20", "0.02")]) == [.a(5)])
    #expect(
      met([("2026-05-20", "999.99"), ("2026-08-01", "999.99"), ("2026-11-20", "0.02")]).isEmpty)
    let year = ["2025-11-21", "2026-01-10", "2026-03-10", "2026-11-20"].map { ($0, "750.00") }
    #expect(met(year) == [.a(5)])
    #expect(met([("2025-11-20", "750.00")] + year.dropFirst()).isEmpty)
    // What lies ahead is not known yet.
    #expect(met(year.dropLast() + [("2026-11-21", "750.00")]).isEmpty)
  }

  private func history(_ purchases: [(String, String)], level: String = "silver") -> MemberHistory {
    MemberHistory(
      id: "M1", level: level,
      purchases: purchases.map {
        PurchaseRecord(
          date: day($0.0), paid: yuan($0.1), categories: ["女装": yuan($0.1)],
          brands: ["云舒": yuan($0.1)])
      })
  }

  @Test("C3: bands begin at their threshold, for frequency and for amount")
  func c3() throws {
    let rules = try #require(program.insight)
    for (count, band) in [
      (rules.frequency.high, Segment.Band.high), (rules.frequency.high - 1, .medium),
      (rules.frequency.medium, .medium), (rules.frequency.medium - 1, .low),
    ] {
      let member = history((0..<count).map { _ in ("2026-11-01", "0.01") })
      #expect(rules.segment(member, today: today).frequency == band)
    }
    for (fen, band) in [
      (rules.amount.high, Segment.Band.high), (rules.amount.high - 1, .medium),
      (rules.amount.medium, .medium), (rules.amount.medium - 1, .low),
    ] {
      let member = history([("2026-11-01", Money(fen: fen).description)])
      let segment = rules.segment(member, today: today)
      #expect(segment.amount == band && segment.category == "女装" && segment.brand == "云舒")
    }
  }

  @Test("C4: who bought much a period ago and nothing since is to be won back")
  func c4() throws {
    let rules = try #require(program.insight)
    let before = today.adding(months: -rules.months).adding(days: -1)
    let much = (0..<rules.frequency.high).map { _ in
      (before.description, Money(fen: rules.amount.high).description)
    }
    #expect(rules.value(history(much), today: today).group == .toBeWonBack)
    #expect(rules.value(history([]), today: today).group == .steady)
    #expect(rules.value(history(much), today: before).group == .highValue)
  }

  @Test("C5: the oldest money is spent first, and each store that took it owes its part")
  func c5() throws {
    let rule = try #require(program.prepaid)
    #expect(rule.rule == .c(5))
    var ledger = PrepaidLedger(limit: rule.limit)
    func entry(_ store: String, _ change: PrepaidEntry.Change, _ amount: String) -> PrepaidEntry {
      PrepaidEntry(date: today, store: store, change: change, amount: yuan(amount), cause: "L1-1")
    }
    try ledger.append(entry("S01", .topUp, "50.00"))
    try ledger.append(entry("S02", .topUp, "50.00"))
    let transfers = try ledger.append(entry("S03", .spent, "70.00"))
    #expect(transfers.map(\.from) == ["S01", "S02"])
    #expect(transfers.map(\.amount) == [yuan("50.00"), yuan("20.00")])
    #expect(ledger.balance == yuan("30.00"))
    let owed = Clearing.settle(transfers, year: 2026, month: 11)
    #expect(owed.allSatisfy { $0.to == "S03" } && owed.count == 2)
    #expect(Clearing.settle(transfers, year: 2026, month: 12).isEmpty)
  }

  @Test("C6: the fee is due until it is paid for the card year, and only for it")
  func c6() {
    let fee = program.yearlyFee
    #expect(fee?.rule == .c(6))
    #expect(program.feeDue(year: 2026, paidFor: nil) == fee?.amount)
    #expect(program.feeDue(year: 2026, paidFor: 2025) == fee?.amount)
    #expect(program.feeDue(year: 2026, paidFor: 2026) == nil)
    #expect(Programs.chainStore.feeDue(year: 2026, paidFor: nil) == nil)
  }

  @Test("C7: what the merchants bear sums exactly to what the points took off")
  func c7() throws {
    let rule = try #require(program.redemption.moneyOff)
    var generator = SplitMix64(seed: 7)
    for _ in 0..<500 {
      let points = (0..<4).map { merchant in
        (merchant: "m\(merchant)", points: Int64.random(in: 0...9_999, using: &generator))
      }
      let sum = points.reduce(0) { $0 + $1.points }
      let took = sum / rule.points * rule.amount.fen
      let others = Clearing.transfers(for: points, spentAt: "m0", rule: rule, on: today)
      let all = Clearing.transfers(for: points, spentAt: "elsewhere", rule: rule, on: today)
      #expect(all.reduce(0) { $0 + $1.amount.fen } == took)
      #expect(
        others
          == all.filter { $0.from != "m0" }.map {
            Transfer(from: $0.from, to: "m0", amount: $0.amount, date: today)
          })
    }
  }

  @Test("C8: the referrer is credited once the first purchase reaches the amount, never else")
  func c8() throws {
    let rule = try #require(program.referral)
    #expect(rule.rule == .c(8))
    func credit(_ amount: Money, referrer: String? = "M9", first: Bool = true, member: Bool = true)
      throws -> ReferralCredit?
    {
      var goods = line("1.00", .special)
      goods.unitPrice = amount
      let quote = try program.quote(sale([goods], member: member ? customer() : nil))
      return program.referralCredit(to: referrer, for: quote, firstPurchase: first)
    }
    let enough = rule.firstPurchase
    let credited = try credit(enough)
    #expect(credited?.points == rule.points && credited?.member == "M9")
    #expect(credited?.rule == .c(8))
    #expect(try credit(enough - Money(fen: 1)) == nil)
    #expect(try credit(enough, referrer: nil) == nil)
    #expect(try credit(enough, first: false) == nil)
    #expect(try credit(enough, member: false) == nil)
  }
}
