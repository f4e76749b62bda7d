import BusinessCalendar
import Documents
import Foundation
import Loyalty
import Testing
import Wording

/// What the articles leave open and the programs settle, by the ids of the page on rules and tests.
@Suite("Settled points and the order of decisions, for all three programs")
struct SettledPointTests {
  private func member(of program: LoyaltyProgram, points: Int64 = 0) -> MemberSnapshot {
    switch program.id {
    case "chain-store": vip(points: points)
    case "department-store": cardholder(points: points)
    default: customer("silver", points: points)
    }
  }

  @Test("D2: counter, then the one member rate, then money off; points on what is left to tender")
  func order() throws {
    var sold = sale(
      [line("100.00", counter: "C1"), line("40.00", id: "2")],
      member: customer("silver", points: 1_000),
      promotions: [CounterPromotion(counter: "C1", rate: rate("0.80"))], redeem: 1_000)
    sold.specialTenders = [SpecialTender(kind: "voucher", amount: yuan("14.00"))]
    let quote = try Programs.retailLoyalty.quote(sold)
    // 100.00 → 80.00 → 76.00, 40.00 → 38.00; 10.00 off 114.00 is 6.67 and 3.33.
    let first = quote.explanation.filter { $0.line == "1" }
    #expect(first.map(\.after) == [yuan("80.00"), yuan("76.00"), yuan("69.33")])
    #expect(first.map(\.before) == [yuan("100.00"), yuan("80.00"), yuan("76.00")])
    #expect(quote.nets == ["69.33", "34.67"] && quote.due == yuan("104.00"))
    #expect(quote.points.basis == yuan("90.00"))
    // 90 points, and a fifth more for silver.
    #expect(quote.points.earned == 108)
  }

  @Test("D2: of member, birthday and member-day rate the lowest applies, never two")
  func oneRate() throws {
    // 2026-11-25 is a Wednesday: member day at 0.92; silver's own rate is 0.95, on the birthday 0.88.
    func due(_ date: String, birthday: String, level: String) throws -> Money {
      try Programs.retailLoyalty.quote(
        sale([line("100.00")], on: date, member: customer(level, birthday: birthday))
      ).due
    }
    #expect(try due("2026-11-24", birthday: "1990-03-08", level: "silver") == yuan("95.00"))
    #expect(try due("2026-11-25", birthday: "1990-03-08", level: "silver") == yuan("92.00"))
    #expect(try due("2026-11-25", birthday: "1990-11-25", level: "silver") == yuan("88.00"))
    #expect(try due("2026-11-25", birthday: "1990-03-08", level: "gold") == yuan("90.00"))
  }

  @Test("D6: fees and top-ups earn nothing in any program", arguments: [LineKind.fee, .prepaid])
  func nothingEarned(kind: LineKind) throws {
    for program in Programs.all {
      let quote = try program.quote(
        sale([line("5000.00", kind)], member: member(of: program)))
      #expect(quote.due == yuan("5000.00") && quote.points.earned + quote.points.bonus == 0)
      #expect(quote.points.basis == .zero, "\(program.id)")
    }
  }

  @Test(
    "S1: promotional and special goods keep their price, without the counter's or the member's rate",
    arguments: [LineKind.promotional, .special, .memberOnly])
  func ownPrice(kind: LineKind) throws {
    for program in Programs.all {
      let quote = try program.quote(
        sale(
          [line("100.00", kind, counter: "C1")], member: member(of: program),
          promotions: [CounterPromotion(counter: "C1", rate: rate("0.50"))]))
      #expect(quote.nets == ["100.00"] && quote.discount == .zero, "\(program.id)")
      #expect(quote.points.earned > 0, "\(program.id)")
    }
  }

  @Test(
    "S1: regular goods get the counter's promotion, then the member rate", arguments: [true, false])
  func regular(isMember: Bool) throws {
    // In A a line under a counter's promotion is promotional goods; elsewhere the rate goes on top.
    let expected = isMember ? ["80.00", "70.40", "76.00"] : ["80.00", "80.00", "80.00"]
    for (program, net) in zip(Programs.all, expected) {
      let quote = try program.quote(
        sale(
          [line("100.00", counter: "C1")], member: isMember ? member(of: program) : nil,
          promotions: [CounterPromotion(counter: "C1", rate: rate("0.80"))]))
      #expect(quote.nets == [net], "\(program.id)")
    }
  }

  @Test("S1: member-only goods are a refusal for others; a line that says no kind is wrong input")
  func refusals() throws {
    for program in Programs.all {
      let error = #expect(throws: SaleError.self) {
        try program.quote(sale([line("1.00"), line("1.00", .memberOnly, id: "2")]))
      }
      #expect(error?.code == "memberOnlyGoods" && error?.nature == .refusal)
      #expect(error?.mistakes.map(\.path) == ["lines[1]"])
    }
    let json = """
      {"id":"1","store":"S","lane":"L","date":"2026-11-20",
       "lines":[{"id":"1","name":"x","quantity":1,"unitPrice":"1.00"}]}
      """
    let error = #expect(throws: SaleError.self) { try Sale.read(json: json) }
    #expect(error?.mistakes.map(\.path) == ["lines[0].kind"] && error?.nature == .input)
  }

  @Test("S3: a price of 0.00 is a gift, and sold like anything else")
  func free() throws {
    for program in Programs.all {
      let quote = try program.quote(
        sale([line("0.00"), line("10.00", .special, id: "2")], member: member(of: program)))
      #expect(quote.nets == ["0.00", "10.00"] && quote.signatureRequired)
    }
  }

  @Test(
    "S3: a rate lies above 0 and at most at 1, with up to four decimals",
    arguments: [
      ("0.0001", true), ("1", true), ("0.88", true), ("0", false), ("1.0001", false),
      ("0.88888", false), ("-0.5", false), ("8.8", false),
    ])
  func rates(text: String, isRate: Bool) {
    #expect((Rate(text) != nil) == isRate)
  }

  @Test("S5: pending points end with the year in which they were earned, in time or not")
  func pendingOverTheYear() throws {
    var member = vip(joined: "2026-12-20", registered: nil)
    member.lots = [
      PointLot(
        earned: day("2026-12-21"), expires: day("2026-12-31"), remaining: 88, pending: true)
    ]
    member.registered = day("2026-12-30")
    let program = Programs.chainStore
    func balance(_ date: String) throws -> Int64? {
      try program.quote(sale([line("0.00")], on: date, member: member)).points.balanceAfter
    }
    #expect(try balance("2026-12-31") == 88)
    #expect(try balance("2027-01-01") == 0)
    member.registered = day("2027-01-05")
    #expect(try balance("2027-01-05") == 0)
  }

  @Test("S5: who registered too late stays discount-only until the next card")
  func tooLate() throws {
    let late = vip(points: 50, registered: "2026-02-05", birthday: "1990-11-20")
    let quote = try Programs.chainStore.quote(
      sale([line("100.00")], member: late, identityCard: true))
    #expect(quote.due == yuan("88.00") && quote.points.earned == 0 && quote.signatureRequired)
    var renewed = late
    renewed.joined = day("2026-11-01")
    renewed.registered = day("2026-11-01")
    let next = try Programs.chainStore.quote(
      sale([line("100.00")], member: renewed, identityCard: true))
    #expect(next.due == yuan("60.00") && next.points.earned == 60)
  }

  @Test("S6: the purchases of one day count together; fees and top-ups beside them do not")
  func oneDay() throws {
    func level(_ paid: [String]) -> String? {
      Eligibility.highest(
        program: Programs.departmentStore,
        purchases: paid.map { Purchase(date: day("2026-11-20"), paid: yuan($0)) },
        today: day("2026-11-20"))?.level
    }
    #expect(level(["299.99"]) == nil && level(["150.00", "150.00"]) == "gold")
    #expect(level(["1500.00", "1499.99"]) == "gold" && level(["1500.00", "1500.00"]) == "diamond")
    let quote = try Programs.departmentStore.quote(
      sale([line("200.00"), line("2900.00", .prepaid, id: "2")]))
    #expect(!quote.codes.contains("qualifies") && quote.level == nil)
    #expect(quote.points.balanceAfter == nil && quote.points.earned == 0)
  }

  @Test(
    "S9: waiveDiscount drops the member or birthday rate only, not the counter's, in any program")
  func waived() throws {
    for program in Programs.all {
      let quote = try program.quote(
        sale(
          [line("100.00", counter: "C1"), line("100.00", id: "2")], member: member(of: program),
          promotions: [CounterPromotion(counter: "C1", rate: rate("0.80"))], waives: true))
      #expect(quote.nets == ["80.00", "100.00"], "\(program.id)")
      #expect(quote.points.earned > 0 && quote.signatureRequired)
    }
  }

  @Test("S13: a balance that ends in 8 before and after a sale that changes nothing draws nothing")
  func draws() throws {
    let program = Programs.departmentStore
    func draws(_ sold: Sale) throws -> [Prompt] {
      try program.quote(sold).prompts.filter { $0.topic.code == "lotteryDraw" }
    }
    #expect(try draws(sale([line("9.99", .special)], member: cardholder(points: 18))).isEmpty)
    // Twenty points: it ends in 8 once more, and there is one draw only.
    #expect(try draws(sale([line("200.00", .special)], member: cardholder(points: 18))).count == 1)
  }

  @Test("S15: every sale with a member's card is signed, of any goods and in all programs")
  func signed() throws {
    for program in Programs.all {
      for kind in LineKind.allCases {
        let quote = try program.quote(sale([line("1.00", kind)], member: member(of: program)))
        #expect(quote.signatureRequired, "\(program.id) \(kind)")
        #expect(
          quote.memberLines.last == .signature(rule: program.courtesy.signature),
          "\(program.id) \(kind)")
      }
      #expect(try !program.quote(sale([line("1.00")])).signatureRequired)
    }
  }

  @Test("S17: points of the department store never expire, and what expires goes first")
  func lots() throws {
    let quote = try Programs.departmentStore.quote(
      sale([line("0.00")], on: "2099-12-31", member: cardholder(points: 70)))
    #expect(quote.points.balanceAfter == 70)
    let order = LotArithmetic.spendingOrder([
      PointLot(earned: day("2026-01-01"), expires: nil, remaining: 1),
      PointLot(earned: day("2026-03-01"), expires: day("2026-12-31"), remaining: 1),
      PointLot(earned: day("2026-02-01"), expires: day("2026-12-31"), remaining: 1),
      PointLot(earned: day("2026-04-01"), expires: day("2026-06-30"), remaining: 1),
    ])
    #expect(order == [3, 2, 1, 0])
  }

  @Test("S18: an untouched line has no rules; the explanation says which one left it alone")
  func untouched() throws {
    let left: [(LineKind, [RuleID])] = [
      (.promotional, [.a(9), .b(4), .c(1)]), (.special, [.a(9), .b(4), .c(1)]),
      (.memberOnly, [.a(12), .b(2), .c(9)]), (.fee, [.a(9), .b(2), .c(6)]),
      (.prepaid, [.a(9), .b(2), .c(5)]),
    ]
    for (kind, rules) in left {
      for (program, rule) in zip(Programs.all, rules) {
        let quote = try program.quote(sale([line("7.00", kind)], member: member(of: program)))
        #expect(quote.lines[0].rules.isEmpty)
        #expect(
          quote.explanation == [
            ExplanationStep(
              line: "1", rule: rule, before: yuan("7.00"), rate: nil, after: yuan("7.00"))
          ], "\(program.id) \(kind)")
      }
    }
  }
}
