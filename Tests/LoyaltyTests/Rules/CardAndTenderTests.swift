import BusinessCalendar
import Documents
import Loyalty
import Testing
import Wording

@Suite("How the card was shown, what paid, and who comes first")
struct CardAndTenderTests {
  private func sale(
    _ lines: [SaleLine], member: MemberSnapshot?, card: CardPresentation? = nil,
    tenders: [SpecialTender] = [], promotions: [CounterPromotion] = [],
    on date: String = "2026-11-20", redeem: Int64 = 0
  ) -> Sale {
    Sale(
      id: "L1-1", store: "S01", lane: "L1", date: day(date), lines: lines,
      counterPromotions: promotions, member: member, redeemPoints: redeem, card: card,
      specialTenders: tenders)
  }

  @Test("A33: a card shown after payment brings no discount, and nobody is asked to join")
  func a33() throws {
    let late = CardPresentation(afterPayment: true)
    let quote = try Programs.chainStore.quote(
      sale([line("2000.00")], member: vip(), card: late))
    #expect(quote.due == yuan("2000.00") && quote.points.earned == 0 && quote.level == nil)
    #expect(quote.prompts == [Prompt(.cardAfterPayment, rule: .a(33))])
    #expect(!quote.signatureRequired)
    // A program without that rule has none to apply.
    let other = try Programs.departmentStore.quote(
      sale([line("100.00")], member: cardholder(), card: late))
    #expect(other.due == yuan("88.00"))
  }

  @Test("A20, D9: a second card replaces the first, and the cashier is told before all else")
  func replaced() throws {
    let card = CardPresentation(replacedAnother: true)
    let quote = try Programs.chainStore.quote(sale([line("10.00")], member: vip(), card: card))
    #expect(quote.prompts.first == Prompt(.cardReplaced, rule: .a(20)))
    let others = try Programs.retailLoyalty.quote(
      sale([line("10.00")], member: customer(), card: card))
    #expect(others.prompts.first == Prompt(.cardReplaced, rule: .c(1)))
  }

  @Test(
    "Trust: earn with low, spend with medium, many points with high",
    arguments: [
      (.low, 0, nil), (.low, 100, "redeemPoints"), (.medium, 100, nil), (.medium, 10_000, nil),
      (.medium, 10_100, "redeemPoints"), (.high, 10_100, nil),
    ] as [(CardTrust, Int64, String?)])
  func trust(trust: CardTrust, points: Int64, path: String?) throws {
    let sale = sale(
      [line("1000.00")], member: customer(points: 20_000), card: .init(trust: trust),
      redeem: points)
    do {
      let quote = try Programs.retailLoyalty.quote(sale)
      #expect(path == nil && quote.points.redeemed == points)
    } catch {
      #expect(error.code == "trustTooLow" && error.nature == .refusal)
      #expect(error.mistakes.map(\.path) == [path])
    }
  }

  @Test("Trust: a program may ask more than a stripe before anything is earned")
  func trustToEarn() throws {
    let strict = Programs.variant("retail-loyalty", [("earn: low", "earn: medium")])
    let error = #expect(throws: SaleError.self) {
      try strict.quote(sale([line("10.00")], member: customer(), card: .init(trust: .low)))
    }
    #expect(error?.mistakes.map(\.path) == ["card.trust"] && error?.nature == .refusal)
    let quote = try strict.quote(
      sale([line("10.00")], member: customer(), card: .init(trust: .medium)))
    #expect(quote.points.earned == 10)
  }

  @Test("D6: special tenders earn nothing, spread over all lines, unless the program lists them")
  func specialTenders() throws {
    let lines = [line("80.00"), line("20.00", .fee, id: "2")]
    let voucher = [SpecialTender(kind: "voucher", amount: yuan("50.00"))]
    let quote = try Programs.chainStore.quote(
      sale(lines, member: vip(), tenders: voucher))
    // 70.40 + 20.00 are due; the voucher's share on the first line is 38.94.
    #expect(quote.due == yuan("90.40"))
    #expect(quote.points.basis == yuan("31.46") && quote.points.earned == 31)
    let lenient = Programs.variant(
      "chain-store", [("  expiry: yearEnd", "  earningTenders: [voucher]\n  expiry: yearEnd")])
    let full = try lenient.quote(sale(lines, member: vip(), tenders: voucher))
    #expect(full.points.basis == yuan("70.40"))
    let all = try Programs.chainStore.quote(
      sale(
        lines, member: vip(), tenders: [SpecialTender(kind: "voucher", amount: yuan("999.00"))]))
    #expect(all.points.basis == .zero && all.points.earned == 0)
  }

  @Test(
    "D6: a tender that nobody knows is refused, with what was meant",
    arguments: [("bankcard", "bankCard"), ("Cash", "cash"), ("vouchers", "voucher"), ("foo", nil)])
  func unknownTender(kind: String, meant: String?) throws {
    let error = #expect(throws: SaleError.self) {
      try Programs.chainStore.quote(
        sale(
          [line("80.00")], member: vip(),
          tenders: [SpecialTender(kind: kind, amount: yuan("50.00"))]
        ))
    }
    let mistake = try #require(error?.mistakes.first)
    #expect(mistake.code == "unknownTender" && mistake.path == "specialTenders[0].kind")
    #expect(
      mistake.suggestion?.english.contains(meant.map { "\"\($0)\"?" } ?? "program file") == true)
    #expect(throws: SaleError.self) { try Programs.chainStore.check(tender: kind) }
    let named = Programs.variant(
      "chain-store", [("\ntrust:", "\ntenders: [\(kind)]\n\ntrust:")])
    try named.check(tender: kind)
  }

  @Test("C1: progress to the next level counts what the member's history will count")
  func voucherAndLevel() throws {
    let program = Programs.retailLoyalty
    let tenders = [SpecialTender(kind: "voucher", amount: yuan("2000.00"))]
    let quote = try program.quote(
      sale([line("4000.00")], member: customer(), tenders: tenders))
    // 4,000.00 were spent, 2,000.00 of them earn; silver begins at 5,000.00.
    #expect(quote.points.earned == 2_000)
    #expect(
      quote.memberLines.contains(
        .nextLevel(
          id: "silver", missing: 100_000, counted: .spentInPeriod, rule: program.levels[1].rule)))
  }

  @Test("A return of what a voucher paid in part falls by the share that earned")
  func specialTenderReturn() throws {
    let program = Programs.chainStore
    let sold = sale(
      [line("100.00", .special, quantity: Quantity(2))], member: vip(),
      tenders: [SpecialTender(kind: "voucher", amount: yuan("50.00"))])
    let quote = try program.quote(sold)
    #expect(quote.points.earned == 150)
    let result = try ReturnRules(program).result(
      of: CommittedSale(sale: sold, quote: quote),
      request: ReturnRequest(items: [ReturnItem(line: "1", quantity: Quantity(1))]),
      date: sold.date)
    #expect(result.refund == yuan("100.00"))
    #expect(result.points.earnedAfter == 75 && result.points.revoked == 75)
  }

  @Test(
    "C1: early access: a promotion opens to gold three days before everyone",
    arguments: [
      ("gold", "2026-11-17", "720.00"), ("gold", "2026-11-16", "900.00"),
      ("silver", "2026-11-19", "950.00"), ("silver", "2026-11-20", "760.00"),
      (nil, "2026-11-19", "1000.00"), (nil, "2026-11-20", "800.00"),
    ])
  func earlyAccess(level: String?, date: String, due: String) throws {
    let promotion = CounterPromotion(
      counter: "C3", rate: rate("0.80"), from: day("2026-11-20"))
    let quote = try Programs.retailLoyalty.quote(
      sale(
        [line("1000.00", counter: "C3")], member: level.map { customer($0) },
        promotions: [promotion], on: date))
    #expect(quote.due == yuan(due))
    let isEarly = level == "gold" && date == "2026-11-17"
    #expect(quote.codes.contains("earlyAccess") == isEarly)
  }

  @Test("negative: what is owed shows in the balance, with what to say")
  func debt() throws {
    var member = customer(points: 100)
    member.pointsOwed = 400
    let quote = try Programs.retailLoyalty.quote(sale([line("50.00")], member: member))
    #expect(quote.points.balanceAfter == -250)
    #expect(quote.prompts.contains(Prompt(.pointsOwed(points: 250), rule: .c(1))))
    #expect(quote.memberLines.contains(.balance(points: -250)))
    #expect(throws: SaleError.self) {
      try Programs.retailLoyalty.quote(
        sale([line("50.00")], member: member, card: .init(trust: .high), redeem: 100))
    }
    let paid = try Programs.retailLoyalty.quote(sale([line("400.00")], member: member))
    #expect(paid.points.balanceAfter == 100 && !paid.codes.contains("pointsOwed"))
  }

  @Test("A7: what was earned with an unregistered card waits, marked as such or not")
  func unmarkedPending() throws {
    var member = vip(joined: "2026-11-10", registered: nil)
    member.lots = [
      PointLot(earned: day("2026-11-12"), expires: day("2026-12-31"), remaining: 70),
      PointLot(earned: day("2026-02-01"), expires: day("2026-12-31"), remaining: 30),
    ]
    let goods = [line("0.00")]
    #expect(try Programs.chainStore.quote(sale(goods, member: member)).points.balanceAfter == 30)
    member.registered = day("2026-11-15")
    #expect(try Programs.chainStore.quote(sale(goods, member: member)).points.balanceAfter == 100)
  }

  @Test("A7, B11: a bonus waits for registration too, and a service may answer so")
  func pendingBonus() throws {
    let program = Programs.variant(
      "chain-store",
      [
        (
          "  afterReturn: clamp",
          "  bonus: { rule: A11, fromPoints: 50, points: 10 }\n  afterReturn: clamp"
        )
      ])
    let sold = sale([line("100.00")], member: vip(joined: "2026-11-10", registered: nil))
    let quote = try program.quote(sold)
    #expect(quote.points.earned == 88 && quote.points.bonus == 10)
    #expect(quote.points.pending == 98 && quote.points.balanceAfter == 0)
    #expect(quote.contradictions(of: sold).isEmpty)
  }

  @Test("A sale after the program's last day is refused, like one before its first")
  func until() throws {
    let ending = Programs.variant(
      "chain-store", [("effective: 2026-01-01", "effective: 2026-01-01\nuntil: 2026-11-20")])
    #expect(try ending.quote(sale([line("1.00")], member: nil)).due == yuan("1.00"))
    let error = #expect(throws: SaleError.self) {
      try ending.quote(sale([line("1.00")], member: nil, on: "2026-11-21"))
    }
    #expect(error?.mistakes.map(\.code) == ["afterProgram"] && error?.nature == .input)
  }
}
