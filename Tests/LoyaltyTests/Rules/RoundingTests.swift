import BusinessCalendar
import Loyalty
import Testing

@Suite("Rounding, spreading and order")
struct RoundingTests {
  private func program(_ round: String, _ per: String, rate: String = "0.88") -> LoyaltyProgram {
    Programs.variant(
      "department-store",
      [
        ("round: price", "round: \(round)"), ("per: line", "per: \(per)"),
        ("rate: 0.88", "rate: \(rate)"),
      ])
  }

  @Test(
    "D1: half a fen goes up: on the price, or on the discount",
    arguments: [
      ("price", "0.05"), ("discount", "0.04"),
    ])
  func half(round: String, net: String) throws {
    // Half of 0.09 is 0.045.
    let quote = try program(round, "line", rate: "0.50").quote(
      sale([line("0.09")], member: cardholder()))
    #expect(quote.due == yuan(net))
  }

  @Test(
    "D1: per unit, per line or once per sale",
    arguments: [
      // 0.99 × 0.88 is 0.8712: three units at 0.87, or 2.97 × 0.88 = 2.6136, or 5.2272 for both lines.
      ("unit", ["2.61", "2.61"]), ("line", ["2.61", "2.61"]), ("sale", ["2.62", "2.61"]),
    ])
  func scope(per: String, nets: [String]) throws {
    let quote = try program("price", per).quote(
      sale(
        [
          line("0.99", quantity: Quantity(3)), line("0.99", id: "2", quantity: Quantity(3)),
        ], member: cardholder()))
    #expect(quote.nets == nets)
    #expect(quote.lines.map(\.rules) == [[.b(2)], [.b(2)]])
  }

  @Test("Per unit, a tenth of a fen is lost on each unit, not on the line")
  func unit() throws {
    let goods = [line("0.13", quantity: Quantity(10))]
    // 0.13 × 0.88 is 0.1144.
    #expect(
      try program("price", "unit").quote(sale(goods, member: cardholder())).due == yuan("1.10"))
    #expect(
      try program("price", "line").quote(sale(goods, member: cardholder())).due == yuan("1.14"))
  }

  @Test("Once per sale, untouched lines keep their price to the fen")
  func saleUntouched() throws {
    let goods = [
      line("0.33"), line("0.33", .special, id: "2"), line("0.33", id: "3"), line("0.33", id: "4"),
    ]
    let quote = try program("price", "sale").quote(sale(goods, member: cardholder()))
    // 3 × 0.2904 is 0.8712.
    #expect(quote.nets == ["0.29", "0.33", "0.29", "0.29"])
  }

  @Test("D1, D2: each step rounds before the next: counter, then member")
  func steps() throws {
    let promotions = [CounterPromotion(counter: "C3", rate: rate("0.85"))]
    let goods = [line("0.99", counter: "C3")]
    // 0.8415 → 0.84, then 0.7392 → 0.74; in one step it would be 0.74052.
    let quote = try program("price", "line").quote(
      sale(goods, member: cardholder(), promotions: promotions))
    #expect(quote.explanation.map(\.after) == [yuan("0.84"), yuan("0.74")])
    let once = try program("price", "sale").quote(
      sale(goods, member: cardholder(), promotions: promotions))
    #expect(once.due == yuan("0.74"))
    #expect(once.lines[0].counterDiscount == yuan("0.15"))
    #expect(once.lines[0].memberDiscount == yuan("0.10"))
  }

  @Test(
    "S3: goods by weight: unit price × quantity is rounded half-up to the fen",
    arguments: [
      ("39.60", "1.250", "49.50"), ("0.01", "0.500", "0.01"), ("0.01", "0.499", "0.00"),
      ("9.99", "0.333", "3.33"),
    ])
  func weight(price: String, quantity: String, gross: String) throws {
    let weight = try #require(Quantity(quantity))
    let quote = try Programs.chainStore.quote(
      sale([line(price, .special, quantity: weight)], member: vip()))
    #expect(quote.gross == yuan(gross))
  }

  @Test("D3: spreading gives the odd fen to the largest remainder, ties to the earlier line")
  func spreading() throws {
    let goods = [
      line("1.00"), line("3.00", id: "2"), line("0.00", id: "3"), line("2.00", id: "4"),
      line("1.00", id: "5"),
    ]
    let quote = try Programs.retailLoyalty.quote(
      sale(goods, member: customer(points: 100), redeem: 100))
    // 1.00 over 7.00: 14.28, 42.85, 0, 28.57, 14.28 fen.
    #expect(
      quote.lines.map(\.moneyOff) == ["0.14", "0.43", "0.00", "0.29", "0.14"].map(yuan))
  }

  @Test("S3: texts of amounts, rates and quantities are read exactly or not at all")
  func texts() {
    #expect(Money("12.5")?.fen == 1250 && Money("-0.05")?.description == "-0.05")
    for text in ["", ".5", "5.", "5.001", "+5", "1e2", "1 000", "５", "--5", "-", "0x5"] {
      #expect(Money(text) == nil, "\(text)")
    }
    #expect(Money("99999999999999") == nil)
    #expect(Rate("0.885")?.description == "0.885" && Rate("1")?.description == "1.00")
    for text in ["0", "0.00", "1.0001", "-0.5", "0.88888", "10"] {
      #expect(Rate(text) == nil, "\(text)")
    }
    #expect(rate("0.88").zhe == "8.8折" && rate("0.80").zhe == "8折" && rate("0.885").zhe == "8.85折")
    #expect(Quantity("1.250")?.description == "1.25" && Quantity("0.0001") == nil)
    #expect(Quantity(Int64.max).thousandths == .max && Quantity(Int64.min).thousandths == .min)
    #expect(RuleID("A39")?.description == "A39")
    for text in ["", "A", "A0", "a9", "A256", "9A", "AA", "A-1"] {
      #expect(RuleID(text) == nil, "\(text)")
    }
  }
}
