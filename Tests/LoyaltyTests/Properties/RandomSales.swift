import BusinessCalendar
import Loyalty
import TestSupport

/// Random sales that every program accepts, out of a seed.
struct RandomSales {
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
    Int64.random(in: range, using: &generator)
  }

  mutating func chance(_ percent: Int64) -> Bool { number(1...100) <= percent }

  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    elements.shuffled(using: &generator)
  }

  mutating func line(_ id: Int, memberOnly: Bool) -> SaleLine {
    let kinds: [LineKind] =
      [.regular, .regular, .regular, .promotional, .special, .fee, .prepaid]
      + (memberOnly ? [.memberOnly] : [])
    let price =
      chance(10)
      ? number(0...3) : chance(5) ? number(0...99_999_999_999) : number(1...300_000)
    let quantity =
      price > 1_000_000
      ? Quantity(1)
      : chance(20) ? Quantity(thousandths: number(1...9_999)) : Quantity(number(1...5))
    return SaleLine(
      id: "\(id)", name: "商品\(id)", quantity: quantity, unitPrice: Money(fen: price),
      kind: kinds[Int(number(0...Int64(kinds.count - 1)))],
      counter: chance(50) ? "C\(number(1...4))" : nil,
      unitCost: chance(30) ? Money(fen: number(0...price)) : nil)
  }

  /// A sale for a program, with a member unless told otherwise.
  mutating func sale(_ program: LoyaltyProgram, member: Bool = true, redeem: Bool = true) -> Sale {
    let date = day("2026-01-01").adding(days: Int(number(0...700)))
    let lines = (1...Int(number(1...12))).map { line($0, memberOnly: member) }
    var promotions: [CounterPromotion] = []
    for counter in 1...4 where chance(40) {
      guard let rate = Rate(tenThousandths: Int32(number(1...10_000))) else { continue }
      let from = chance(30) ? date.adding(days: Int(number(-2...5))) : nil
      promotions.append(CounterPromotion(counter: "C\(counter)", rate: rate, from: from))
    }
    var sale = Sale(
      id: "S\(number(1...1_000_000))", store: "S01", lane: "L1", date: date, lines: lines,
      counterPromotions: promotions, member: member ? self.member(program, date) : nil,
      confirmations: Confirmations(identityCard: chance(50)), waivesDiscount: chance(10))
    if chance(20) {
      sale.specialTenders = [
        SpecialTender(kind: "voucher", amount: Money(fen: number(0...200_000)))
      ]
    }
    if member, chance(20) {
      sale.card = CardPresentation(trust: .high, replacedAnother: chance(50))
    }
    if redeem, let moneyOff = program.redemption.moneyOff, let member = sale.member {
      let available = LotArithmetic.available(member.lots, owed: member.pointsOwed, on: date)
      let steps = max(0, available) / moneyOff.points
      if chance(60) { sale.redeemPoints = number(0...steps) * moneyOff.points }
    }
    return sale
  }

  private mutating func member(_ program: LoyaltyProgram, _ date: BusinessDate) -> MemberSnapshot {
    let birthday =
      chance(30)
      ? BusinessDate(year: 1990, month: date.month, day: min(date.day, 28)) : day("1992-02-29")
    let lots = (0..<Int(number(0...4))).map { _ in
      let earned = date.adding(days: -Int(number(0...500)))
      return PointLot(
        earned: earned, expires: program.points.expiry.lastDay(ofPointsEarned: earned),
        remaining: number(0...5_000))
    }
    return MemberSnapshot(
      id: "M1", level: program.levels[Int(number(0...Int64(program.levels.count - 1)))].id,
      joined: day("2024-01-05"), registered: day("2024-01-05"), birthday: birthday, lots: lots,
      accumulatedPoints: number(0...9_000), periodSpent: Money(fen: number(0...3_000_000)),
      pointsOwed: program.points.afterReturn == .negative && chance(20) ? number(0...3_000) : 0)
  }
}
