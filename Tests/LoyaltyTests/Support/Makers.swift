import BusinessCalendar
import Loyalty

/// A date out of its text; the texts are constants of the tests.
func day(_ text: String) -> BusinessDate {
  guard let date = BusinessDate(text) else { fatalError("\(text) is no date") }
  return date
}

/// An amount out of its text.
func yuan(_ text: String) -> Money {
  guard let money = Money(text) else { fatalError("\(text) is no amount") }
  return money
}

/// A rate out of its text.
func rate(_ text: String) -> Rate {
  guard let rate = Rate(text) else { fatalError("\(text) is no rate") }
  return rate
}

/// A line with only what matters.
func line(
  _ price: String, _ kind: LineKind = .regular, id: String = "1", quantity: Quantity = Quantity(1),
  counter: String? = nil
) -> SaleLine {
  SaleLine(
    id: id, name: "商品", quantity: quantity, unitPrice: yuan(price), kind: kind, counter: counter)
}

/// A sale with only what matters; 2026-11-20 is a Friday.
func sale(
  _ lines: [SaleLine], on date: String = "2026-11-20", member: MemberSnapshot? = nil,
  promotions: [CounterPromotion] = [], identityCard: Bool = false, waives: Bool = false,
  redeem: Int64 = 0
) -> Sale {
  Sale(
    id: "L1-1", store: "S01", lane: "L1", date: day(date), lines: lines,
    counterPromotions: promotions, member: member,
    confirmations: Confirmations(identityCard: identityCard), waivesDiscount: waives,
    redeemPoints: redeem)
}

/// A registered member of the chain store.
func vip(
  points: Int64 = 0, joined: String = "2026-01-05", registered: String? = "2026-01-09",
  birthday: String? = "1990-03-08"
) -> MemberSnapshot {
  MemberSnapshot(
    id: "M1", familyName: "王", title: "女士", level: "vip", joined: day(joined),
    registered: registered.map(day), birthday: birthday.map(day),
    lots: points == 0
      ? [] : [PointLot(earned: day("2026-02-01"), expires: day("2026-12-31"), remaining: points)],
    accumulatedPoints: points)
}

/// A member of the department store.
func cardholder(
  _ level: String = "gold", points: Int64 = 0, accumulated: Int64? = nil,
  birthday: String? = "1990-03-08"
) -> MemberSnapshot {
  MemberSnapshot(
    id: "M2", familyName: "李", title: "先生", level: level, joined: day("2026-01-05"),
    registered: day("2026-01-05"), birthday: birthday.map(day),
    lots: points == 0
      ? [] : [PointLot(earned: day("2026-02-01"), expires: nil, remaining: points)],
    accumulatedPoints: accumulated ?? points)
}

/// A member of the retailer.
func customer(
  _ level: String = "ordinary", points: Int64 = 0, spent: String = "0.00",
  birthday: String? = "1990-03-08"
) -> MemberSnapshot {
  MemberSnapshot(
    id: "M3", familyName: "张", title: "女士", level: level, joined: day("2025-01-05"),
    registered: day("2025-01-05"), birthday: birthday.map(day),
    lots: points == 0
      ? [] : [PointLot(earned: day("2026-02-01"), expires: day("2028-02-01"), remaining: points)],
    accumulatedPoints: points, periodSpent: yuan(spent), feePaidFor: 2026)
}

extension LoyaltyProgram {
  /// Prices a sale by this program.
  func quote(_ sale: Sale) throws(SaleError) -> Quote { try RuleEngine(self).quote(sale) }
}

extension Quote {
  /// The prompts' codes, in order.
  var codes: [String] { prompts.map(\.topic.code) }
  /// The net amounts of the lines, as text.
  var nets: [String] { lines.map(\.net.description) }
}
