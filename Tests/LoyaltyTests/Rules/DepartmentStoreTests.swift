import BusinessCalendar
import Loyalty
import Testing
import Wording

@Suite("Program B, department-store")
struct DepartmentStoreTests {
  let program = Programs.departmentStore

  @Test(
    "B2: gold pays 88 %, diamond 80 % of regular-price goods",
    arguments: [
      ("gold", "88.00"), ("diamond", "80.00"),
    ])
  func b2(level: String, net: String) throws {
    let quote = try program.quote(sale([line("100.00")], member: cardholder(level)))
    #expect(quote.due == yuan(net))
    #expect(quote.lines[0].rules == [.b(2)])
  }

  @Test(
    "B3: the member rate applies on top of the counter's promotion (折上折)",
    arguments: [
      ("gold", "70.40"), ("diamond", "64.00"),
    ])
  func b3(level: String, net: String) throws {
    let quote = try program.quote(
      sale(
        [line("100.00", counter: "C3")], member: cardholder(level),
        promotions: [CounterPromotion(counter: "C3", rate: rate("0.80"))]))
    #expect(quote.due == yuan(net))
    #expect(quote.lines[0].rules == [.b(3), .b(2)])
    #expect(quote.explanation.map(\.before) == [yuan("100.00"), yuan("80.00")])
    #expect(quote.explanation.map(\.after) == [yuan("80.00"), yuan(net)])
  }

  @Test("B3: customers without a card get the counter's promotion alone")
  func b3Everyone() throws {
    let quote = try program.quote(
      sale(
        [line("100.00", counter: "C3")],
        promotions: [CounterPromotion(counter: "C3", rate: rate("0.80"))]))
    #expect(quote.due == yuan("80.00"))
    #expect(quote.lines[0].rules == [.b(3)])
  }

  @Test("B4: special-price goods get no discount, not even the counter's, but points")
  func b4() throws {
    let quote = try program.quote(
      sale(
        [line("100.00", .special, counter: "C3")], member: cardholder(),
        promotions: [CounterPromotion(counter: "C3", rate: rate("0.80"))]))
    #expect(quote.due == yuan("100.00"))
    #expect(quote.points.earned == 10)
    #expect(quote.explanation.map(\.rule) == [.b(4)])
  }

  @Test(
    "B5: one point per full 10 yuan of the paid total, remainder dropped",
    arguments: [
      ("500.00", 50), ("550.00", 55), ("559.00", 55), ("9.99", 0), ("10.00", 1),
    ])
  func b5(paid: String, earned: Int64) throws {
    let quote = try program.quote(sale([line(paid, .special)], member: cardholder()))
    #expect(quote.points.earned == earned)
  }

  @Test("B7, S8: 8000 points ever earned make a diamond card, from the next sale on")
  func b7() throws {
    let quote = try program.quote(
      sale([line("100.00", .special)], member: cardholder(points: 5, accumulated: 7990)))
    #expect(quote.level == LevelChange(before: "gold", after: "diamond"))
    #expect(quote.due == yuan("100.00"))
    #expect(quote.prompts.contains(Prompt(.upgrade(to: "diamond"), rule: .b(7))))
    #expect(quote.memberLines.contains(.upgrade(to: "diamond", rule: .b(7))))
    let short = try program.quote(
      sale([line("99.99", .special)], member: cardholder(points: 5, accumulated: 7990)))
    #expect(short.level?.after == "gold")
    #expect(
      short.prompts.contains(
        Prompt(
          .nearlyUpgraded(to: "diamond", missing: 1, counted: .pointsEverEarned), rule: .b(7))))
  }

  @Test("B7, D7: the level counts what was earned, never the balance")
  func b7Balance() throws {
    let quote = try program.quote(
      sale([line("0.00")], member: cardholder(points: 9000, accumulated: 100)))
    #expect(quote.level?.after == "gold")
  }

  @Test("B7, S8: the bonus counts too")
  func b7Bonus() throws {
    let quote = try program.quote(
      sale([line("2000.00", .special)], member: cardholder(accumulated: 7790)))
    #expect(quote.points.bonus == 10)
    #expect(quote.level?.after == "diamond")
  }

  @Test("B7: a program may price the reaching sale with the new level already")
  func b7ThisSale() throws {
    let early = Programs.variant("department-store", [("starts: nextSale", "starts: thisSale")])
    let quote = try early.quote(sale([line("1000.00")], member: cardholder(accumulated: 7920)))
    #expect(quote.due == yuan("800.00"))
    #expect(quote.points.earned == 80)
    #expect(quote.level == LevelChange(before: "gold", after: "diamond"))
  }

  @Test("B8: a diamond's gift is due once a quarter")
  func b8() throws {
    var member = cardholder("diamond")
    member.claims = [RewardClaim(rule: .b(8), date: day("2026-09-30"))]
    let due = try program.quote(sale([line("1.00")], member: member))
    #expect(due.prompts.contains(Prompt(.quarterlyGift, rule: .b(8))))
    member.claims = [RewardClaim(rule: .b(8), date: day("2026-10-01"))]
    let claimed = try program.quote(sale([line("1.00")], member: member))
    #expect(!claimed.codes.contains("quarterlyGift"))
    member = cardholder("gold")
    member.claims = []
    #expect(
      try !program.quote(sale([line("1.00")], member: member)).codes.contains("quarterlyGift"))
  }

  @Test(
    "B9, S13: a balance ending in 8 brings one draw, but only when this sale changed it",
    arguments: [
      (8, "100.00", true), (7, "100.00", false), (8, "0.00", false),
    ])
  func b9(points: Int64, paid: String, draws: Bool) throws {
    let quote = try program.quote(
      sale([line(paid, .special)], member: cardholder(points: points)))
    #expect(quote.codes.contains("lotteryDraw") == draws)
    if draws {
      #expect(quote.prompts.contains(Prompt(.lotteryDraw(balance: 18), rule: .b(9))))
    }
  }

  @Test("B10, S10: buying on the birthday brings a gift, whatever the amount, once a year")
  func b10() throws {
    var member = cardholder(birthday: "1990-11-20")
    let quote = try program.quote(sale([line("0.00", .special)], member: member))
    #expect(quote.prompts.contains(Prompt(.birthdayGift, rule: .b(10))))
    #expect(quote.memberLines.contains(.notice(Prompt(.birthdayGift, rule: .b(10)))))
    member.claims = [RewardClaim(rule: .b(10), date: day("2026-11-20"))]
    let again = try program.quote(sale([line("0.00", .special)], member: member))
    #expect(!again.codes.contains("birthdayGift"))
    let other = try program.quote(sale([line("1.00")], member: cardholder()))
    #expect(!other.codes.contains("birthdayGift"))
  }

  @Test(
    "B11: a purchase earning 200 points or more brings 10 extra",
    arguments: [
      ("1999.99", 199, 0), ("2000.00", 200, 10), ("2009.00", 200, 10),
    ])
  func b11(paid: String, earned: Int64, bonus: Int64) throws {
    let quote = try program.quote(sale([line(paid, .special)], member: cardholder()))
    #expect(quote.points.earned == earned)
    #expect(quote.points.bonus == bonus)
    #expect(quote.points.balanceAfter == earned + bonus)
    #expect(quote.points.rules == (bonus > 0 ? [.b(5), .b(11)] : [.b(5)]))
  }

  @Test("B13: brand, model, price, quantity and time of each line are kept with the sale")
  func b13() throws {
    let sale = try Sale.read(json: InterfaceExampleTests.sale)
    #expect(sale.lines[0].brand == "…" && sale.lines[0].model == "…")
    #expect(sale.time == "10:15:00+08:00")
    #expect(try Sale.read(json: sale.json).lines == sale.lines)
  }

  @Test(
    "B14, S14: from a rung on, the member is told the highest one and what for",
    arguments: [
      (999, nil, nil), (1000, 1000, "200.00"), (1499, 1000, "200.00"), (1500, 1500, "400.00"),
      (2000, 2000, "600.00"), (3700, 3500, "1200.00"),
    ] as [(Int64, Int64?, String?)])
  func b14(balance: Int64, points: Int64?, tagPrice: String?) throws {
    let quote = try program.quote(
      sale([line("0.00", .special)], member: cardholder(points: balance)))
    let told = quote.prompts.first { $0.rule == .b(14) }
    if let points, let tagPrice {
      #expect(told?.topic == .rewardInReach(points: points, tagPrice: yuan(tagPrice)))
    } else {
      #expect(told == nil)
    }
  }

  @Test("A39, S15 hold here too: every sale with a card is signed")
  func signature() throws {
    #expect(try program.quote(sale([line("1.00")], member: cardholder())).signatureRequired)
  }
}
