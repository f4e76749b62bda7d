package import BusinessCalendar
package import Loyalty

/// The store's lots lent to the rules of counting points: what is spent, taken back, given back and owed is
/// planned there (`LotArithmetic`) and booked here.
struct LentLots {
  /// The lots as the store keeps them, in the order of their ids.
  let lots: [LedgerLot]
  /// The same lots as the rules see them on the day.
  let points: [PointLot]

  /// Lends a member's lots on a day. Lots of the future are left out; of a lot that waited for registration
  /// in vain (rule A7) only a debt is left.
  init(_ lots: [LedgerLot], of member: Member, on date: BusinessDate) {
    self.lots = lots.filter { $0.earning.earned <= date }
    points = self.lots.map { lot in
      let standing = Self.standing(lot, of: member, on: date)
      return PointLot(
        earned: lot.earning.earned, expires: lot.earning.expires,
        remaining: standing == .dropped ? min(0, lot.remaining) : lot.remaining,
        source: lot.reference, pending: standing == .waiting)
    }
  }

  /// Whether the points of a lot count, wait for registration, or waited in vain.
  static func standing(
    _ lot: LedgerLot, of member: Member, on date: BusinessDate
  ) -> LotStanding {
    LotStanding(
      registerBy: lot.earning.registerBy, registered: member.registered, on: date)
  }
}

extension StoreTransaction {
  /// A member's lots that count on a day, debts included.
  func lentLots(of member: Member, on date: BusinessDate) throws -> LentLots {
    LentLots(try lots(of: member.id, validOn: date), of: member, on: date)
  }

  /// What is left of the lots on a day in the order of spending, those that wait for registration marked;
  /// and what is owed beyond them.
  package func standing(
    of member: Member, on date: BusinessDate
  ) throws -> (lots: [PointLot], owed: Int64) {
    let lent = try lentLots(of: member, on: date)
    let (lots, owed) = LotArithmetic.standing(of: lent.points, on: date)
    return (LotArithmetic.spendingOrder(lots).map { lots[$0] }, owed)
  }

  /// Books uses of lots for a reference, numbered after those that it has already.
  func book(
    _ uses: [LotUse], of lots: [LedgerLot], as reason: LedgerUse.Reason, reference: String,
    on date: BusinessDate
  ) throws {
    try book(
      uses.map { (lots[$0.lot], $0.points) }, as: reason, reference: reference, on: date)
  }

  /// See ``book(_:of:as:reference:on:)``; points below 0 go back into their lot.
  func book(
    _ parts: [(lot: LedgerLot, points: Int64)], as reason: LedgerUse.Reason, reference: String,
    on date: BusinessDate
  ) throws {
    var number = try uses(reference: reference).count
    for part in parts {
      number += 1
      try append(
        LedgerUse(
          id: "\(reference)/\(number)", lotID: part.lot.id, points: part.points, reason: reason,
          reference: reference, date: date))
    }
  }

  /// Reserves points of a member (rule A21: not enough, no redemption).
  func spend(
    _ points: Int64, of member: Member, reference: String, on date: BusinessDate
  ) throws {
    guard points > 0 else { return }
    let lent = try lentLots(of: member, on: date)
    let plan: [LotUse]
    do {
      plan = try LotArithmetic.spend(points, from: lent.points, on: date)
    } catch {
      guard case .notEnoughPoints(let needed, let available) = error else {
        throw StoreError.amountTooLarge
      }
      throw StoreError.notEnoughPoints(needed: needed, available: available)
    }
    try book(plan, of: lent.lots, as: .redeemed, reference: reference, on: date)
  }

  /// Adds lots, numbered under their reference.
  package func earn(_ earnings: [Earning], member: String, reference: String) throws {
    for (index, earning) in earnings.enumerated() where earning.points > 0 {
      try append(
        LedgerLot(
          id: "\(reference)/\(index + 1)", memberID: member, reference: reference,
          earning: earning))
    }
  }

  /// Pays what a member owes out of points that came in, so that it stays paid when those expire.
  func settleDebts(of member: Member, reference: String, on date: BusinessDate) throws {
    let lent = try lentLots(of: member, on: date)
    for transfer in LotArithmetic.settle(lent.points, on: date) {
      try book(
        [
          (lent.lots[transfer.from], transfer.points),
          (lent.lots[transfer.to], -transfer.points),
        ], as: .settled, reference: reference, on: date)
    }
  }
}
