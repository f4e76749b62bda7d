import BusinessCalendar
import Documents
import Loyalty
import Testing
import Wording

@Suite("Program C, retail-loyalty")
struct RetailLoyaltyTests {
  let program = Programs.retailLoyalty

  @Test(
    "C1: each level has its own rate and points multiplier",
    arguments: [
      ("ordinary", "100.00", 100), ("silver", "95.00", 114), ("gold", "90.00", 135),
    ])
  func c1(level: String, net: String, earned: Int64) throws {
    let quote = try program.quote(sale([line("100.00")], member: customer(level)))
    #expect(quote.due == yuan(net))
    #expect(quote.points.earned == earned)
  }

  @Test("C1, D7: the level comes from what was spent in the period, never from the balance")
  func c1Level() throws {
    let rich = try program.quote(sale([line("1.00")], member: customer(points: 900_000)))
    #expect(rich.level?.after == "ordinary")
    let spender = try program.quote(
      sale([line("100.00")], member: customer(spent: "4900.00")))
    #expect(spender.level == LevelChange(before: "ordinary", after: "silver"))
    #expect(spender.due == yuan("100.00"))
    let nearly = try program.quote(sale([line("99.99")], member: customer(spent: "4900.00")))
    #expect(
      nearly.prompts.contains(
        Prompt(.nearlyUpgraded(to: "silver", missing: 1, counted: .spentInPeriod), rule: .c(1))))
  }

  @Test(
    "C1: a new period starts with the level that the old one reached",
    arguments: [
      ("gold", "4999.99", "ordinary"), ("gold", "5000.00", "silver"),
      ("ordinary", "20000.00", "gold"),
    ])
  func c1Period(current: String, spent: String, next: String) {
    #expect(program.levelAfterPeriod(current: current, counted: yuan(spent).fen) == next)
  }

  @Test(
    "C1: the level decides the birthday rate",
    arguments: [
      ("ordinary", "95.00"), ("silver", "88.00"), ("gold", "80.00"),
    ])
  func c1Birthday(level: String, net: String) throws {
    let member = customer(level, birthday: "1990-11-20")
    #expect(try program.quote(sale([line("100.00")], member: member)).due == yuan(net))
  }

  @Test("C1: gold members see sales three days early")
  func c1Early() {
    #expect(program.levels.map(\.earlyAccessDays) == [0, 0, 3])
  }

  @Test("C2: 100 points take 1.00 off, spread over the lines by largest remainder")
  func c2() throws {
    let goods = [line("10.00"), line("10.00", id: "2"), line("10.00", id: "3")]
    let quote = try program.quote(
      sale(goods, member: customer(points: 1000), redeem: 1000))
    #expect(quote.due == yuan("20.00"))
    #expect(quote.lines.map(\.moneyOff) == [yuan("3.34"), yuan("3.33"), yuan("3.33")])
    #expect(quote.points.redeemed == 1000)
    #expect(quote.points.balanceAfter == 20)
    #expect(quote.lines[0].rules == [.c(2)])
    #expect(quote.explanation.last?.line == nil)
    #expect(quote.explanation.last?.after == yuan("20.00"))
  }

  @Test("C2: at most half of the amount due, in whole steps, and the cashier is told")
  func c2Cap() throws {
    let quote = try program.quote(
      sale([line("7.98")], member: customer(points: 5000), redeem: 5000))
    #expect(quote.points.redeemed == 300)
    #expect(quote.due == yuan("4.98"))
    #expect(
      quote.prompts.contains(
        Prompt(.moneyOffCapped(points: 300, amount: yuan("3.00")), rule: .c(2))))
  }

  @Test("C2: no money off fees and top-ups, which would turn points into cash")
  func c2Fees() throws {
    let goods = [line("100.00", .prepaid), line("10.00", id: "2")]
    let quote = try program.quote(sale(goods, member: customer(points: 9000), redeem: 9000))
    #expect(quote.lines.map(\.moneyOff) == [.zero, yuan("5.00")])
  }

  @Test("C2: not enough points is a refusal, an odd number of points wrong input")
  func c2Refused() throws {
    let short = #expect(throws: SaleError.self) {
      try program.quote(sale([line("100.00")], member: customer(points: 99), redeem: 100))
    }
    #expect(short?.code == "notEnoughPoints" && short?.nature == .refusal)
    let odd = #expect(throws: SaleError.self) {
      try program.quote(sale([line("100.00")], member: customer(points: 500), redeem: 150))
    }
    #expect(odd?.mistakes.map(\.code) == ["notWholeSteps"] && odd?.nature == .input)
    let nobody = #expect(throws: SaleError.self) {
      try program.quote(sale([line("100.00")], redeem: 100))
    }
    #expect(nobody?.mistakes.map(\.code) == ["cannotRedeem"])
  }

  @Test("C2: the cashier is told what points could take off")
  func c2Offer() throws {
    let quote = try program.quote(sale([line("30.00")], member: customer(points: 870)))
    #expect(
      quote.prompts.contains(
        Prompt(.moneyOffAvailable(points: 800, amount: yuan("8.00")), rule: .c(2))))
  }

  @Test("C6: the yearly fee is called for once a card year, and not while it is being paid")
  func c6() throws {
    var member = customer()
    #expect(try !program.quote(sale([line("1.00")], member: member)).codes.contains("yearlyFeeDue"))
    member.feePaidFor = 2025
    let due = try program.quote(sale([line("1.00")], member: member))
    #expect(due.prompts.contains(Prompt(.yearlyFeeDue(amount: yuan("100.00")), rule: .c(6))))
    let paying = try program.quote(sale([line("100.00", .fee)], member: member))
    #expect(!paying.codes.contains("yearlyFeeDue"))
    #expect(paying.points.earned == 0)
    #expect(program.feeDue(year: 2026, paidFor: 2025) == yuan("100.00"))
    #expect(program.feeDue(year: 2026, paidFor: 2026) == nil)
  }

  @Test("C8: the member who brings a member is credited at the first purchase")
  func c8() throws {
    let quote = try program.quote(sale([line("100.00")], member: customer()))
    #expect(program.referralCredit(to: "M9", for: quote, firstPurchase: true)?.points == 500)
    #expect(program.referralCredit(to: "M9", for: quote, firstPurchase: false) == nil)
    #expect(program.referralCredit(to: nil, for: quote, firstPurchase: true) == nil)
    let small = try program.quote(sale([line("99.99")], member: customer()))
    #expect(program.referralCredit(to: "M9", for: small, firstPurchase: true) == nil)
  }

  @Test(
    "C9: member day has its own rate; the best one applies",
    arguments: [
      ("2026-11-25", "ordinary", "92.00", 9), ("2026-11-25", "gold", "90.00", 1),
      ("2026-11-26", "ordinary", "100.00", nil),
    ] as [(String, String, String, UInt8?)])
  func c9(date: String, level: String, net: String, article: UInt8?) throws {
    let quote = try program.quote(sale([line("100.00")], on: date, member: customer(level)))
    #expect(quote.due == yuan(net))
    #expect(quote.lines[0].rules == (article.map { [.c($0)] } ?? []))
    #expect(quote.codes.contains("memberDay") == (date == "2026-11-25"))
  }

  @Test("C9: member-only goods are refused to others")
  func c9MemberOnly() throws {
    let error = #expect(throws: SaleError.self) {
      try program.quote(sale([line("1.00", .memberOnly)]))
    }
    #expect(error?.code == "memberOnlyGoods")
  }

  @Test("A counter's promotion comes first, the member rate on its result")
  func stacking() throws {
    let quote = try program.quote(
      sale(
        [line("100.00", counter: "C1")], member: customer("gold"),
        promotions: [CounterPromotion(counter: "C1", rate: rate("0.90"))]))
    #expect(quote.due == yuan("81.00"))
    #expect(quote.lines[0].rules == [.c(1)])
  }
}
