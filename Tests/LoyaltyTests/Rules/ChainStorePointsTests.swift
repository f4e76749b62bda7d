import BusinessCalendar
import Documents
import Loyalty
import Testing
import Wording

@Suite("Program A, chain-store: points and registration")
struct ChainStorePointsTests {
  let program = Programs.chainStore

  @Test(
    "A11: one point a whole yuan actually paid, counted on the sale's total",
    arguments: [("100.00", 88), ("1.13", 0), ("1.14", 1), ("559.00", 491), ("0.00", 0)])
  func a11(price: String, earned: Int64) throws {
    let quote = try program.quote(sale([line(price)], member: vip()))
    #expect(quote.points.earned == earned)
    #expect(quote.points.rules == [.a(11)])
    #expect(quote.points.steps.map(\.basis) == [quote.due])
  }

  @Test("A11: fractions of several lines are added before they are cut")
  func a11Sum() throws {
    let goods = (1...4).map { line("0.50", .special, id: "\($0)") }
    #expect(try program.quote(sale(goods, member: vip())).points.earned == 2)
  }

  @Test("A11, D6: fees and top-ups earn nothing; special and promotional goods do")
  func a11Kinds() throws {
    let goods = [
      line("10.00", .fee), line("100.00", .prepaid, id: "2"), line("7.00", .special, id: "3"),
      line("5.00", .promotional, id: "4"),
    ]
    let quote = try program.quote(sale(goods, member: vip()))
    #expect(quote.due == yuan("122.00"))
    #expect(quote.points.basis == yuan("12.00"))
    #expect(quote.points.earned == 12)
  }

  @Test("A18: points are valid to 31 December of their year and not a day longer")
  func a18() throws {
    var member = vip(points: 120)
    let lastDay = try program.quote(sale([line("100.00")], on: "2026-12-31", member: member))
    #expect(lastDay.points.balanceAfter == 208)
    #expect(lastDay.memberLines.contains(.expiring(points: 208, on: day("2026-12-31"))))
    member.registered = day("2026-01-09")
    let newYear = try program.quote(sale([line("100.00")], on: "2027-01-01", member: member))
    #expect(newYear.points.balanceAfter == 88)
    #expect(newYear.memberLines.contains(.expiring(points: 88, on: day("2027-12-31"))))
  }

  @Test(
    "A7, S5: until registered, points are pending: shown, repeated, and left out of the balance",
    arguments: [("2026-11-20", 30), ("2026-12-19", 1), ("2026-12-20", 0)])
  func a7Pending(date: String, days: Int) throws {
    let member = vip(joined: "2026-11-20", registered: nil)
    let quote = try program.quote(sale([line("100.00")], on: date, member: member))
    #expect(quote.due == yuan("88.00"))
    #expect(quote.points.earned == 88)
    #expect(quote.points.pending == 88)
    #expect(quote.points.balanceAfter == 0)
    #expect(quote.points.rules == [.a(11), .a(7)])
    #expect(quote.prompts.contains(Prompt(.registrationDue(days: days), rule: .a(7))))
    #expect(quote.memberLines.contains(.pending(points: 88, registerBy: day("2026-12-20"))))
    #expect(quote.signatureRequired)
  }

  @Test("A7, S5: day 31 without registration makes a discount-only card: 8.8折 and nothing else")
  func a7Late() throws {
    let member = vip(joined: "2026-10-20", registered: nil, birthday: "1990-11-20")
    let quote = try program.quote(sale([line("100.00")], member: member, identityCard: true))
    #expect(quote.due == yuan("88.00"))
    #expect(quote.points.earned == 0)
    #expect(quote.points.rules == [.a(7)])
    #expect(quote.codes.contains("discountOnly"))
    #expect(!quote.codes.contains("identityCard"))
    #expect(quote.signatureRequired)
    let error = #expect(throws: SaleError.self) {
      try program.quote(sale([line("100.00", .memberOnly)], member: member))
    }
    #expect(error?.code == "memberOnlyGoods")
  }

  @Test(
    "A7, S5: registered up to and including day 30 is in time, later is not",
    arguments: [
      ("2026-02-04", RegistrationStatus.registered), ("2026-02-05", .discountOnly),
      ("2025-12-30", .registered),
    ])
  func a7Registered(registered: String, status: RegistrationStatus) {
    #expect(
      RegistrationStatus(
        joined: day("2026-01-05"), registered: day(registered), on: day("2026-11-20"),
        rule: program.registration) == status)
  }

  @Test(
    "A7, S5: the next card has thirty days of its own, and a form on file counts from its first day",
    arguments: [
      ("2026-02-04", "2026-12-10", RegistrationStatus.registered),
      ("2026-02-05", "2026-12-10", .registered),
      ("2026-12-09", "2026-12-10", .registered),
      ("2027-01-09", "2027-01-09", .registered),
      ("2027-01-10", "2027-01-10", .discountOnly),
      (nil, "2026-12-10", .pending(registerBy: day("2027-01-09"))),
      (nil, "2027-01-09", .pending(registerBy: day("2027-01-09"))),
      (nil, "2027-01-10", .discountOnly),
    ] as [(String?, String, RegistrationStatus)])
  func a7NextCard(registered: String?, date: String, status: RegistrationStatus) {
    var member = vip(joined: "2026-01-05", registered: registered)
    member.cardReceived = day("2026-12-10")
    #expect(
      RegistrationStatus(of: member, on: day(date), rule: program.registration) == status)
  }

  @Test("A7, S5: a full card again: points, the birthday's rate, member-only goods")
  func a7FullAgain() throws {
    var member = vip(joined: "2026-01-05", registered: "2026-02-06", birthday: "1990-11-20")
    let goods = [line("100.00"), line("10.00", .memberOnly, id: "2")]
    #expect(throws: SaleError.self) { try program.quote(sale(goods, member: member)) }
    member.cardReceived = day("2026-11-20")
    let quote = try program.quote(sale(goods, member: member, identityCard: true))
    #expect(quote.due == yuan("70.00"))
    #expect(quote.points.earned == 70 && quote.points.pending == 0)
    #expect(!quote.codes.contains("discountOnly"))
    member.cardReceived = day("2026-11-21")
    #expect(throws: (any Error).self) { try program.quote(sale(goods, member: member)) }
  }

  @Test("A7: pending lots count once registered in time, and are lost when not")
  func a7Lots() throws {
    var member = vip(points: 100, joined: "2026-11-01", registered: nil)
    member.lots[0].pending = true
    let goods = [line("0.00")]
    #expect(try program.quote(sale(goods, member: member)).points.balanceAfter == 0)
    member.registered = day("2026-11-15")
    #expect(try program.quote(sale(goods, member: member)).points.balanceAfter == 100)
    member.registered = nil
    member.joined = day("2026-10-01")
    #expect(try program.quote(sale(goods, member: member)).points.balanceAfter == 0)
  }

  @Test(
    "A16, A17, A25: in December the cashier is asked to exchange the card, once",
    arguments: [
      ("2026-11-30", nil, false), ("2026-12-01", nil, true), ("2026-12-31", 2026, true),
      ("2026-12-31", 2027, false),
    ] as [(String, Int?, Bool)])
  func a17(date: String, cardYear: Int?, asked: Bool) throws {
    var member = vip()
    member.cardYear = cardYear
    let quote = try program.quote(sale([line("10.00")], on: date, member: member))
    #expect(quote.prompts.contains(Prompt(.exchangeCard, rule: .a(17))) == asked)
  }

  @Test("A8: the welcome gift is called for until it was claimed, where claims are kept")
  func a8() throws {
    var member = vip()
    #expect(try !program.quote(sale([line("1.00")], member: member)).codes.contains("welcomeGift"))
    member.claims = []
    #expect(try program.quote(sale([line("1.00")], member: member)).codes.contains("welcomeGift"))
    member.claims = [RewardClaim(rule: .a(8), date: day("2026-01-05"))]
    #expect(try !program.quote(sale([line("1.00")], member: member)).codes.contains("welcomeGift"))
  }

  @Test("A47: a member who was away for more than half a year is welcomed back")
  func a47() throws {
    var member = vip()
    member.lastPurchase = day("2026-05-20")
    let six = try program.quote(sale([line("1.00")], member: member))
    #expect(!six.codes.contains("welcomeBack"))
    member.lastPurchase = day("2026-05-19")
    let more = try program.quote(sale([line("1.00")], member: member))
    #expect(more.prompts.contains(Prompt(.welcomeBack(days: 185), rule: .a(47))))
  }

  @Test("A6: who hands in the form before the card is registered from the first day")
  func a6() throws {
    let member = vip(joined: "2026-11-20", registered: "2026-11-18")
    let quote = try program.quote(sale([line("100.00")], member: member))
    #expect(quote.points.pending == 0 && quote.points.balanceAfter == 88)
    #expect(!quote.codes.contains("registrationDue"))
  }

  @Test("A19: points are never cash: none can be spent on what is to be paid")
  func a19() {
    let error = #expect(throws: SaleError.self) {
      try program.quote(sale([line("100.00")], member: vip(points: 900), redeem: 100))
    }
    #expect(error?.mistakes.map(\.code) == ["cannotRedeem"])
  }

  @Test("A33: a card that comes after payment brings no discount, and the cashier is told so")
  func a33() throws {
    let rule = try #require(program.courtesy.beforePayment)
    #expect(rule == .a(33))
    let prompt = Prompt(.cardAfterPayment, rule: rule)
    #expect(prompt.sentence[.simplifiedChinese] == "付款后才出示会员卡，本单不再打折。")
    #expect(prompt.topic.rank < Prompt.Topic.greeting(familyName: "王", title: "").rank)
  }

  @Test("A20: the points of a card are its own; a quote sees no other")
  func a20() throws {
    let quote = try program.quote(sale([line("100.00")], member: vip(points: 7)))
    #expect(quote.points.balanceAfter == 95)
  }
}
