import BusinessCalendar
import Documents
import Loyalty
import Testing
import Wording

@Suite("Sales that contradict themselves or the program")
struct SaleCheckTests {
  private func codes(
    _ sale: Sale, _ program: LoyaltyProgram = Programs.chainStore
  ) -> [String] {
    do throws(SaleError) {
      _ = try program.quote(sale)
      return []
    } catch {
      #expect(error.nature == .input)
      return error.mistakes.map { $0.code + " " + $0.path }
    }
  }

  @Test("S4: a sale before the program takes effect is refused")
  func beforeProgram() {
    #expect(codes(sale([line("1.00")], on: "2025-12-31")) == ["beforeProgram date"])
    #expect(codes(sale([line("1.00")], on: "2026-01-01")) == [])
  }

  @Test("S4: an unknown level is refused, with the nearest one")
  func level() {
    var member = cardholder()
    member.level = "dimond"
    let error = #expect(throws: SaleError.self) {
      try Programs.departmentStore.quote(sale([line("1.00")], member: member))
    }
    #expect(error?.mistakes.map(\.code) == ["unknownLevel"])
    #expect(error?.mistakes.first?.suggestion?.english.contains("diamond") == true)
  }

  @Test("S4: two promotions for one counter are refused")
  func promotions() {
    let twice = [
      CounterPromotion(counter: "C3", rate: rate("0.80")),
      CounterPromotion(counter: "C3", rate: rate("0.90")),
    ]
    #expect(
      codes(sale([line("1.00")], promotions: twice))
        == ["duplicateCounter counterPromotions[1].counter"])
  }

  @Test("S4: dates in the snapshot after the sale's date are refused, each by its field")
  func dates() {
    var member = vip(points: 5)
    let later = day("2026-11-21")
    member.joined = later
    member.registered = later
    member.birthday = later
    member.lastPurchase = later
    member.lots[0].earned = later
    member.claims = [RewardClaim(rule: .a(8), date: later)]
    #expect(
      codes(sale([line("1.00")], member: member)) == [
        "laterThanSale member.joined", "laterThanSale member.registered",
        "laterThanSale member.birthday", "laterThanSale member.lastPurchase",
        "laterThanSale member.points[0].earned", "laterThanSale member.claims[0].date",
      ])
  }

  @Test("Who joined before being born is refused, with what to look at")
  func bornAfterJoining() throws {
    var member = vip()
    member.joined = day("2026-01-05")
    member.birthday = day("2026-01-05")
    #expect(codes(sale([line("1.00")], member: member)) == [])
    member.birthday = day("2026-01-06")
    let error = #expect(throws: SaleError.self) {
      try Programs.chainStore.quote(sale([line("1.00")], member: member))
    }
    #expect(error?.mistakes.map(\.path) == ["member.birthday"])
    #expect(error?.mistakes.first?.suggestion?.english.contains("registration form") == true)
  }

  @Test("Lots that make no sense are refused")
  func lots() {
    var member = vip()
    member.lots = [
      PointLot(earned: day("2026-03-01"), expires: day("2026-02-01"), remaining: 1),
      PointLot(earned: day("2026-03-01"), expires: nil, remaining: -1),
    ]
    #expect(
      codes(sale([line("1.00")], member: member)) == [
        "expiresBeforeEarned member.points[0].expires", "outOfRange member.points[1].remaining",
      ])
  }

  @Test("Amounts beyond every bound are refused instead of overflowing")
  func bounds() {
    let huge = Money(fen: .max)
    let lines = [
      SaleLine(
        id: "1", name: "x", quantity: Quantity(thousandths: .max), unitPrice: huge, kind: .regular),
      SaleLine(id: "2", name: "x", quantity: Quantity(1), unitPrice: huge, kind: .regular),
      SaleLine(
        id: "3", name: "x", quantity: Quantity(thousandths: .min), unitPrice: yuan("1"),
        kind: .regular),
    ]
    #expect(
      codes(sale(lines)) == [
        "invalidQuantity lines[0].quantity", "outOfRange lines[1].unitPrice",
        "invalidQuantity lines[2].quantity",
      ])
    let most = SaleLine(
      id: "1", name: "x", quantity: Quantity(999_999_999), unitPrice: yuan("999999999.99"),
      kind: .regular)
    #expect(codes(sale([most])) == ["outOfRange lines"])
    var member = vip()
    member.accumulatedPoints = .max
    member.periodPoints = .min
    member.periodSpent = Money(fen: .max)
    member.pointsOwed = .max
    member.lots = [
      PointLot(earned: day("2026-01-01"), expires: nil, remaining: .max),
      PointLot(earned: day("2026-01-01"), expires: nil, remaining: .max),
    ]
    #expect(codes(sale([line("1.00")], member: member)).count >= 6)
  }

  @Test(
    "The largest sale that is accepted is priced exactly, under every rounding",
    arguments: [
      "unit", "line", "sale",
    ])
  func largest(per: String) throws {
    let program = Programs.variant("chain-store", [("per: line", "per: \(per)")])
    let quote = try program.quote(
      sale([line("999999999.99", quantity: Quantity(100))], member: vip()))
    #expect(quote.gross == yuan("99999999999.00"))
    #expect(quote.due == yuan("87999999999.00") || quote.due == yuan("87999999999.12"))
    #expect(quote.points.earned == 87_999_999_999)
  }

  @Test("An empty sale and one with a line id used twice are refused, short or long")
  func lines() {
    #expect(codes(sale([])) == ["numberOfLines lines"])
    #expect(codes(sale([line("1.00"), line("1.00")])) == ["duplicateLine lines[1].id"])
    let many = (0..<60).map { line("1.00", id: "\($0 % 59)") }
    #expect(codes(sale(many)) == ["duplicateLine lines[59].id"])
  }
}
