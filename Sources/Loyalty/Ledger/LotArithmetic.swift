public import BusinessCalendar

/// Arithmetic on lots of points: what is valid, what is taken first, what expires when.
///
/// It is the only place where points are counted; a store that keeps lots and uses lends them here as
/// ``PointLot`` and books what comes out. A lot whose rest is below zero is a debt that a return has left
/// behind: it does not expire, and later points pay it off.
public enum LotArithmetic {
  /// Valid points on a day, debts left out. A lot counts from the day on which it was earned up to and
  /// including its last day.
  ///
  /// - Parameters:
  ///   - lots: in any order.
  ///   - date: the business date.
  ///   - pendingCounts: whether pending lots count, since the member has registered in time (rule A7).
  public static func balance(
    _ lots: [PointLot], on date: BusinessDate, pendingCounts: Bool = false
  ) -> Int64 {
    var sum: Int64 = 0
    for lot in lots
    where lot.remaining > 0 && isValid(lot, on: date, pendingCounts: pendingCounts) {
      sum = sum.saturating(plus: lot.remaining)
    }
    return sum
  }

  /// Whether a lot can be spent on a day.
  public static func isValid(
    _ lot: PointLot, on date: BusinessDate, pendingCounts: Bool = false
  ) -> Bool {
    guard pendingCounts || !lot.pending, lot.earned <= date else { return false }
    guard let expires = lot.expires else { return true }
    return date <= expires
  }

  /// The order in which lots are spent: earliest expiry first, lots without expiry last, older first.
  public static func spendingOrder(_ lots: [PointLot]) -> [Int] {
    lots.indices.sorted { left, right in
      let a = lots[left]
      let b = lots[right]
      if a.expires != b.expires {
        guard let aExpires = a.expires else { return false }
        guard let bExpires = b.expires else { return true }
        return aExpires < bExpires
      }
      return a.earned != b.earned ? a.earned < b.earned : left < right
    }
  }

  /// Takes points from lots that are valid on a day, earliest expiry first.
  ///
  /// - Parameters:
  ///   - points: how many; 0 or more.
  ///   - lots: the lots as they are.
  ///   - date: the business date.
  ///   - first: the index of a lot that is taken from before all others.
  ///   - pendingCounts: whether pending lots count, since the member has registered in time (rule A7).
  /// - Returns: which lot gives how many. Their sum is less than `points` when there are not enough.
  public static func take(
    _ points: Int64, from lots: [PointLot], on date: BusinessDate, first: Int? = nil,
    pendingCounts: Bool = false
  ) -> [LotUse] {
    take(
      points, from: lots, on: date, first: first.map { [$0] } ?? [], pendingCounts: pendingCounts)
  }

  /// Takes points from some lots before all others, and then earliest expiry first.
  static func take(
    _ points: Int64, from lots: [PointLot], on date: BusinessDate, first: [Int],
    pendingCounts: Bool
  ) -> [LotUse] {
    let order = spendingOrder(lots)
    let ordered = order.filter(first.contains) + order.filter { !first.contains($0) }
    var left = points
    var uses: [LotUse] = []
    for index in ordered where left > 0 {
      let lot = lots[index]
      // A lot asked for by name may be pending still: a return takes from it all the same.
      let counts = pendingCounts || first.contains(index)
      guard isValid(lot, on: date, pendingCounts: counts) else { continue }
      let part = min(left, max(0, lot.remaining))
      guard part > 0 else { continue }
      uses.append(LotUse(lot: index, points: part))
      left -= part
    }
    return uses
  }

  /// The next day at whose end valid points are lost, and how many; `nil` when nothing expires.
  public static func nextExpiry(
    _ lots: [PointLot], on date: BusinessDate, pendingCounts: Bool = false
  ) -> (points: Int64, on: BusinessDate)? {
    var next: (points: Int64, on: BusinessDate)?
    for lot in lots where lot.remaining > 0 {
      guard isValid(lot, on: date, pendingCounts: pendingCounts), let expires = lot.expires else {
        continue
      }
      if let soonest = next {
        if expires == soonest.on {
          next?.points = soonest.points.saturating(plus: lot.remaining)
        } else if expires < soonest.on {
          next = (lot.remaining, expires)
        }
      } else {
        next = (lot.remaining, expires)
      }
    }
    return next
  }
}

/// Points out of one lot, or back into it.
public struct LotUse: Sendable, Hashable {
  /// The lot's index in the list it was taken from.
  public var lot: Int
  /// How many points; above 0.
  public var points: Int64

  /// Makes a use.
  public init(lot: Int, points: Int64) {
    self.lot = lot
    self.points = points
  }
}

extension Int64 {
  /// The sum, held at the ends of the range instead of trapping.
  func saturating(plus other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}
