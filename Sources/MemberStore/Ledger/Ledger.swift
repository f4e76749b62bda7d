import BusinessCalendar
import Loyalty

/// The order in which lots are spent, and what that takes from each.
enum Ledger {
  /// Earliest expiry first, lots that never expire last, older first, then by id.
  static func precedes(_ left: LedgerLot, _ right: LedgerLot) -> Bool {
    let first = left.earning.expires ?? .latest
    let second = right.earning.expires ?? .latest
    if first != second { return first < second }
    if left.earning.earned != right.earning.earned {
      return left.earning.earned < right.earning.earned
    }
    return left.id < right.id
  }

  /// Whether a lot can be spent on a day: earned by then, not expired, and not waiting for
  /// registration.
  static func isAvailable(_ lot: LedgerLot, to member: Member, on date: BusinessDate) -> Bool {
    guard lot.earning.earned <= date, lot.earning.isValid(on: date) else { return false }
    return !isWaiting(lot, member: member, on: date)
  }

  /// Whether a lot waits for registration, or waited in vain (rule A7).
  static func isWaiting(_ lot: LedgerLot, member: Member, on date: BusinessDate) -> Bool {
    guard let registerBy = lot.earning.registerBy else { return false }
    guard let registered = member.registered, registered <= date else { return true }
    return registered > registerBy
  }

  /// What is left of the lots on a day, those that wait for registration marked.
  ///
  /// A lot that a return has pushed below zero (programs that say `negative`) is a debt: it is set off
  /// against the other lots in the order of spending; what no lot covers is still owed.
  static func left(
    in lots: [LedgerLot], of member: Member, on date: BusinessDate
  ) -> (lots: [PointLot], owed: Int64) {
    var debt: Int64 = 0
    var rests: [PointLot] = []
    for lot in lots where lot.remaining != 0 && lot.earning.earned <= date {
      let isWaiting = isWaiting(lot, member: member, on: date)
      // What waited in vain is lost.
      if isWaiting, member.registered != nil || date > lot.earning.registerBy ?? date { continue }
      if lot.remaining < 0 { debt -= lot.remaining }
      rests.append(
        PointLot(
          earned: lot.earning.earned, expires: lot.earning.expires,
          remaining: max(0, lot.remaining), source: lot.reference, pending: isWaiting))
    }
    for index in rests.indices where debt > 0 && !rests[index].pending {
      let part = min(debt, rests[index].remaining)
      rests[index].remaining -= part
      debt -= part
    }
    return (rests.filter { $0.remaining != 0 }, debt)
  }

  /// How much to take from each lot, in the order given; what cannot be taken is left over.
  static func take(
    _ points: Int64, from lots: [LedgerLot]
  ) -> (parts: [(lot: LedgerLot, points: Int64)], left: Int64) {
    var left = points
    var parts: [(lot: LedgerLot, points: Int64)] = []
    for lot in lots where left > 0 && lot.remaining > 0 {
      let part = min(left, lot.remaining)
      parts.append((lot, part))
      left -= part
    }
    return (parts, left)
  }
}

extension StoreTransaction {
  /// Books uses of lots for a reference, numbered after those that it has already.
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

  /// The member's lots that can be spent on a day, in the order of spending.
  func spendableLots(of member: Member, on date: BusinessDate) throws -> [LedgerLot] {
    try lots(of: member.id, validOn: date)
      .filter { Ledger.isAvailable($0, to: member, on: date) }
      .sorted(by: Ledger.precedes)
  }

  /// Reserves points of a member (rule A21: not enough, no redemption).
  func spend(
    _ points: Int64, of member: Member, reference: String, on date: BusinessDate
  ) throws {
    guard points > 0 else { return }
    let lots = try spendableLots(of: member, on: date)
    // A debt that a return left behind is not available a second time.
    let available = lots.reduce(0) { $0 + $1.remaining }
    guard available >= points else {
      throw StoreError.notEnoughPoints(needed: points, available: max(0, available))
    }
    let (parts, _) = Ledger.take(points, from: lots)
    try book(parts, as: .redeemed, reference: reference, on: date)
  }

  /// Adds lots, numbered under their reference.
  func earn(_ earnings: [Earning], member: String, reference: String) throws {
    for (index, earning) in earnings.enumerated() where earning.points > 0 {
      try append(
        LedgerLot(
          id: "\(reference)/\(index + 1)", memberID: member, reference: reference,
          earning: earning))
    }
  }
}
