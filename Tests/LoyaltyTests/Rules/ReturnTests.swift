import BusinessCalendar
import Documents
import Loyalty
import Testing
import Wording

@Suite("Returns by frozen shares")
struct ReturnTests {
  /// A committed sale, with the member's lots as they are after it.
  private func commit(
    _ program: LoyaltyProgram, _ sale: Sale, spentFrom: [LotUse] = []
  ) throws -> (CommittedSale, [PointLot]) {
    let quote = try program.quote(sale)
    var lots = sale.member?.lots ?? []
    for use in spentFrom { lots[use.lot].remaining -= use.points }
    lots.append(
      PointLot(
        earned: sale.date, expires: program.points.expiry.lastDay(ofPointsEarned: sale.date),
        remaining: quote.points.earned + quote.points.bonus, source: sale.id))
    return (CommittedSale(sale: sale, quote: quote, redeemedFrom: spentFrom), lots)
  }

  private func back(_ line: String, _ quantity: Int64 = 1) -> ReturnRequest {
    ReturnRequest(items: [ReturnItem(line: line, quantity: Quantity(quantity))])
  }

  @Test("A line gives back its frozen net, and its points go from the sale's own lot")
  func wholeLine() throws {
    let program = Programs.chainStore
    let (committed, lots) = try commit(
      program, sale([line("100.00"), line("50.00", id: "2")], member: vip(points: 40)))
    let result = try ReturnRules(program).result(
      of: committed, request: back("1"), date: day("2026-11-25"), lots: lots)
    #expect(result.refund == yuan("88.00"))
    #expect(result.points.earnedAfter == 44)
    #expect(result.points.revoked == 88)
    #expect(result.points.taken == [LotUse(lot: 1, points: 88)])
    #expect(result.points.forgiven == 0)
  }

  @Test("S11: part of a line: cumulative half-up shares, whichever way it is split")
  func partOfLine() throws {
    let program = Programs.chainStore
    let (committed, lots) = try commit(
      program, sale([line("10.00", quantity: Quantity(3))], member: vip()))
    #expect(committed.quote.due == yuan("26.40"))
    let rules = ReturnRules(program)
    var earlier: [ReturnRequest] = []
    var refunds: [Money] = []
    for _ in 0..<3 {
      let result = try rules.result(
        of: committed, earlier: earlier, request: back("1"), date: day("2026-11-25"), lots: lots)
      refunds.append(result.refund)
      earlier.append(back("1"))
    }
    #expect(refunds == [yuan("8.80"), yuan("8.80"), yuan("8.80")])
    let odd = try commit(program, sale([line("0.10", quantity: Quantity(3))], member: vip())).0
    let first = try rules.result(of: odd, request: back("1"), date: day("2026-11-25"))
    let rest = try rules.result(
      of: odd, earlier: [back("1")], request: back("1", 2), date: day("2026-11-25"))
    #expect(odd.quote.due == yuan("0.26"))
    #expect([first.refund, rest.refund] == [yuan("0.09"), yuan("0.17")])
  }

  @Test("S11: A, B: points already spent are forgiven: own lot first, then the earliest to expire")
  func clamp() throws {
    let program = Programs.chainStore
    let (committed, sold) = try commit(program, sale([line("100.00")], member: vip(points: 40)))
    var lots = sold
    lots[0].remaining = 10
    lots[1].remaining = 20
    let result = try ReturnRules(program).result(
      of: committed, request: back("1"), date: day("2026-11-25"), lots: lots)
    #expect(result.points.taken == [LotUse(lot: 1, points: 20), LotUse(lot: 0, points: 10)])
    #expect(result.points.forgiven == 58)
    #expect(result.points.owed == 0)
  }

  @Test("C: points already spent are owed")
  func negative() throws {
    let program = Programs.retailLoyalty
    let (committed, sold) = try commit(program, sale([line("100.00")], member: customer()))
    var lots = sold
    lots[0].remaining = 30
    let result = try ReturnRules(program).result(
      of: committed, request: back("1"), date: day("2026-11-25"), lots: lots)
    #expect(result.points.taken == [LotUse(lot: 0, points: 30)])
    #expect(result.points.owed == 70)
    var member = customer()
    member.pointsOwed = 70
    let next = try program.quote(sale([line("10.00")], member: member))
    #expect(next.points.balanceAfter == -60)
  }

  @Test("S11: after the year's end nothing is taken for the lot that has expired")
  func expired() throws {
    let program = Programs.chainStore
    let (committed, lots) = try commit(
      program, sale([line("100.00")], on: "2026-12-31", member: vip(points: 500)))
    let other =
      lots + [PointLot(earned: day("2027-01-02"), expires: day("2027-12-31"), remaining: 300)]
    let result = try ReturnRules(program).result(
      of: committed, request: back("1"), date: day("2027-01-03"), lots: other)
    #expect(result.refund == yuan("88.00"))
    #expect(result.points.revoked == 88)
    #expect(result.points.taken.isEmpty)
    #expect(result.points.forgiven == 0)
  }

  @Test("B11, S11: the bonus goes when the rest falls below 200 points, and only once")
  func bonus() throws {
    let program = Programs.departmentStore
    let goods = [line("2000.00", .special), line("300.00", .special, id: "2")]
    let (committed, lots) = try commit(program, sale(goods, member: cardholder()))
    #expect(committed.quote.points.bonus == 10)
    let rules = ReturnRules(program)
    let small = try rules.result(
      of: committed, request: back("2"), date: day("2026-11-25"), lots: lots)
    #expect(small.points.revoked == 30 && small.points.bonusAfter == 10)
    let large = try rules.result(
      of: committed, earlier: [back("2")], request: back("1"), date: day("2026-11-25"), lots: lots)
    #expect(large.points.revoked == 210 && large.points.bonusAfter == 0)
    #expect(large.points.rules == [.b(5), .b(11)])
  }

  @Test("B7: a return after the upgrade counts at the level that the sale was priced with")
  func afterUpgrade() throws {
    let program = Programs.variant(
      "department-store",
      [
        ("rate: 0.80          # 8折", "rate: 0.80\n    pointsMultiplier: 2.00"),
        ("starts: nextSale", "starts: thisSale"),
      ])
    let (committed, lots) = try commit(
      program,
      sale([line("100.00"), line("100.00", id: "2")], member: cardholder(accumulated: 7990)))
    #expect(committed.quote.level?.after == "diamond")
    #expect(committed.quote.points.earned == 32)
    let result = try ReturnRules(program).result(
      of: committed, request: back("1"), date: day("2026-11-25"), lots: lots)
    #expect(result.refund == yuan("80.00"))
    #expect(result.points.earnedAfter == 16 && result.points.revoked == 16)
  }

  @Test("C2, D4: points spent on the sale go back into their lots, the last taken first")
  func restored() throws {
    let program = Programs.retailLoyalty
    var member = customer(points: 300)
    member.lots.append(
      PointLot(earned: day("2026-03-01"), expires: day("2028-03-01"), remaining: 900))
    let spent = [LotUse(lot: 0, points: 300), LotUse(lot: 1, points: 700)]
    let (committed, lots) = try commit(
      program,
      sale([line("30.00"), line("10.00", id: "2")], member: member, redeem: 1000),
      spentFrom: spent)
    #expect(committed.quote.due == yuan("30.00"))
    let rules = ReturnRules(program)
    let small = try rules.result(
      of: committed, request: back("2"), date: day("2026-11-25"), lots: lots)
    #expect(small.refund == yuan("7.50"))
    #expect(small.points.restored == 250)
    #expect(small.points.restoredTo == [LotUse(lot: 1, points: 250)])
    let rest = try rules.result(
      of: committed, earlier: [back("2")], request: back("1"), date: day("2026-11-25"), lots: lots)
    #expect(rest.points.restored == 750)
    #expect(
      rest.points.restoredTo == [LotUse(lot: 1, points: 450), LotUse(lot: 0, points: 300)])
  }

  @Test("A7: a return takes pending points out of the sale's own lot; dropped ones are not chased")
  func pending() throws {
    let program = Programs.chainStore
    let member = vip(points: 40, joined: "2026-11-10", registered: nil)
    let (committed, sold) = try commit(program, sale([line("100.00")], member: member))
    var lots = sold
    lots[1].pending = true
    let rules = ReturnRules(program)
    let pending = try rules.result(
      of: committed, request: back("1"), date: day("2026-11-25"), lots: lots,
      registration: .pending(registerBy: day("2026-12-10")))
    #expect(pending.points.taken == [LotUse(lot: 1, points: 88)])
    let dropped = try rules.result(
      of: committed, request: back("1"), date: day("2026-12-25"), lots: lots,
      registration: .discountOnly)
    #expect(dropped.points.taken.isEmpty && dropped.points.forgiven == 0)
  }

  @Test("A return without a member gives back money only")
  func everyone() throws {
    let program = Programs.chainStore
    let (committed, _) = try commit(program, sale([line("100.00")]))
    let result = try ReturnRules(program).result(
      of: committed, request: back("1"), date: day("2026-11-25"))
    #expect(result.refund == yuan("100.00"))
    #expect(result.points == ReturnedPoints())
  }

  @Test("More than was sold is refused as business, an unknown line as input")
  func refused() throws {
    let program = Programs.chainStore
    let (committed, _) = try commit(
      program, sale([line("100.00", quantity: Quantity(2))], member: vip()))
    let rules = ReturnRules(program)
    func error(_ request: ReturnRequest, earlier: [ReturnRequest] = [], on date: String)
      -> ReturnError?
    {
      #expect(throws: ReturnError.self) {
        try rules.result(of: committed, earlier: earlier, request: request, date: day(date))
      }
    }
    let more = error(back("1", 2), earlier: [back("1")], on: "2026-11-25")
    #expect(more?.code == "moreThanSold" && more?.nature == .refusal)
    #expect(more?.message.english.contains("only 1 are left to return") == true)
    #expect(error(back("9"), on: "2026-11-25")?.mistakes.map(\.code) == ["unknownLine"])
    #expect(error(back("1", -1), on: "2026-11-25")?.nature == .input)
    #expect(error(back("1"), on: "2026-11-19")?.mistakes.map(\.code) == ["beforeSale"])
    #expect(
      error(ReturnRequest(items: []), on: "2026-11-25")?.mistakes.map(\.code) == ["missingField"])
    #expect(
      error(ReturnRequest(items: back("1").items + back("1").items), on: "2026-11-25")?
        .mistakes.map(\.code) == ["duplicateLine"])
  }

  @Test("A quote of another sale is refused")
  func wrongQuote() throws {
    let program = Programs.chainStore
    let quote = try program.quote(sale([line("1.00", id: "7")], member: vip()))
    let committed = CommittedSale(sale: sale([line("1.00")], member: vip()), quote: quote)
    #expect(throws: ReturnError.self) {
      try ReturnRules(program).result(of: committed, request: back("1"), date: day("2026-11-25"))
    }
  }

  @Test("A request is read from JSON, as a list or under its key, strictly")
  func request() throws {
    let list = #"[{"id":"1","quantity":"1.5"}]"#
    let expected = ReturnRequest(
      items: [ReturnItem(line: "1", quantity: Quantity(thousandths: 1500))])
    #expect(try ReturnRequest.read(json: list.utf8) == expected)
    #expect(try ReturnRequest.read(json: "{\"lines\":\(list)}".utf8) == expected)
    for bad in ["{}", "[{}]", "3", #"[{"id":"1","quantity":0}]"#, #"[{"id":"1","qty":1}]"#] {
      #expect(throws: ReturnError.self) { try ReturnRequest.read(json: bad.utf8) }
    }
  }

  @Test("The result is written as JSON with keys in a fixed order")
  func json() throws {
    let program = Programs.chainStore
    let (committed, lots) = try commit(program, sale([line("100.00")], member: vip()))
    let result = try ReturnRules(program).result(
      of: committed, request: back("1"), date: day("2026-11-25"), lots: lots)
    #expect(
      result.json == """
        {"saleId":"L1-1","program":{"id":"chain-store","version":"2026-01"},\
        "lines":[{"id":"1","quantity":"1","refund":"88.00","moneyOff":"0.00"}],"refund":"88.00",\
        "points":{"basisAfter":"0.00","earnedAfter":0,"bonusAfter":0,"revoked":88,"taken":88,\
        "forgiven":0,"owed":0,"restored":0,"rules":["A11"]}}
        """)
  }
}
