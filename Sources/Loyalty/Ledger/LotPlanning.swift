public import BusinessCalendar

/// Plans: what an operation does to each lot. Nothing is changed here; the caller books the plan in one
/// step and keeps it.
extension LotArithmetic {
  /// What can be spent on a day: valid points less debts, and less points owed beside the lots.
  ///
  /// - Parameters:
  ///   - lots: in any order; a rest below zero is a debt.
  ///   - owed: points owed that no lot stands for; 0 or more.
  ///   - date: the business date.
  ///   - pendingCounts: whether pending lots count, since the member has registered in time (rule A7).
  /// - Returns: below zero while more is owed than there is.
  public static func available(
    _ lots: [PointLot], owed: Int64 = 0, on date: BusinessDate, pendingCounts: Bool = false
  ) -> Int64 {
    let valid = balance(lots, on: date, pendingCounts: pendingCounts)
    return valid.saturating(plus: -debt(in: lots)).saturating(plus: -max(0, owed))
  }

  /// What lots below zero come to, as a number of 0 or more.
  public static func debt(in lots: [PointLot]) -> Int64 {
    var sum: Int64 = 0
    for lot in lots where lot.remaining < 0 { sum = sum.saturating(plus: lot.remaining) }
    return sum == .min ? .max : -sum
  }

  /// Spends points: all of them, or none (rule A21). Earliest expiry first.
  ///
  /// - Throws: ``LedgerError/notEnoughPoints(needed:available:)``; `available` is at least 0.
  public static func spend(
    _ points: Int64, from lots: [PointLot], owed: Int64 = 0, on date: BusinessDate,
    pendingCounts: Bool = false
  ) throws(LedgerError) -> [LotUse] {
    guard points >= 0, points <= Bounds.points else { throw .invalidPoints(points) }
    // What is owed is not available a second time.
    let most = available(lots, owed: owed, on: date, pendingCounts: pendingCounts)
    guard points == 0 || points <= most else {
      throw .notEnoughPoints(needed: points, available: max(0, most))
    }
    return take(points, from: lots, on: date, pendingCounts: pendingCounts)
  }

  /// Takes back points that a sale no longer earns: from its own lots first, then from the others,
  /// earliest expiry first.
  ///
  /// Nothing is taken once none of the sale's own lots is valid any more: what they held is lost already.
  ///
  /// - Parameters:
  ///   - points: how far the sale's points fall; 0 or more.
  ///   - own: the indices of the lots that the sale earned; pending ones are taken from all the same.
  ///   - lots: all lots of the member; without those that were dropped (rule A7).
  ///   - date: the business date of the return.
  ///   - policy: what happens to what was spent already.
  ///   - pendingCounts: whether pending lots of other sales count.
  public static func reclaim(
    _ points: Int64, earnedBy own: [Int], from lots: [PointLot], on date: BusinessDate,
    policy: PointsRules.ShortfallPolicy, pendingCounts: Bool = false
  ) -> ReclaimPlan {
    guard points > 0 else { return ReclaimPlan() }
    let valid = own.filter { isValid(lots[$0], on: date, pendingCounts: true) }
    guard let first = valid.first else { return ReclaimPlan(expired: points) }
    let taken = take(points, from: lots, on: date, first: valid, pendingCounts: pendingCounts)
    let missing = taken.reduce(points) { $0 - $1.points }
    guard missing > 0 else { return ReclaimPlan(taken: taken) }
    switch policy {
    case .clamp: return ReclaimPlan(taken: taken, forgiven: missing)
    case .negative: return ReclaimPlan(taken: taken, owed: LotUse(lot: first, points: missing))
    }
  }

  /// Gives points that were spent back into the lots they came from, the last taken first; the lots keep
  /// their expiry.
  ///
  /// - Parameters:
  ///   - points: how many come back now; 0 or more.
  ///   - taken: what was taken, in the order of taking.
  ///   - before: how many of them came back earlier.
  /// - Returns: which lot gets how many; less than `points` in all where more would come back than was taken.
  public static func giveBack(
    _ points: Int64, of taken: [LotUse], after before: Int64 = 0
  ) -> [LotUse] {
    let end = before.saturating(plus: points)
    var position: Int64 = 0
    var back: [LotUse] = []
    for use in taken.reversed() {
      let next = position.saturating(plus: use.points)
      let part = min(next, end) - max(position, before)
      if part > 0 {
        if let last = back.indices.last, back[last].lot == use.lot {
          back[last].points += part
        } else {
          back.append(LotUse(lot: use.lot, points: part))
        }
      }
      position = next
    }
    return back
  }

  /// How valid points pay off debts, so that what was paid stays paid when the lot that paid it expires.
  ///
  /// Book it whenever points come in: with every earning, restoring and registration.
  public static func settle(
    _ lots: [PointLot], on date: BusinessDate, pendingCounts: Bool = false
  ) -> [LotTransfer] {
    var debts = lots.indices.filter { lots[$0].remaining < 0 }.map {
      LotUse(lot: $0, points: -lots[$0].remaining)
    }
    guard !debts.isEmpty else { return [] }
    let sum = debts.reduce(Int64(0)) { $0.saturating(plus: $1.points) }
    var transfers: [LotTransfer] = []
    for var use in take(sum, from: lots, on: date, pendingCounts: pendingCounts) {
      while use.points > 0, let debt = debts.first {
        let part = min(use.points, debt.points)
        transfers.append(LotTransfer(from: use.lot, to: debt.lot, points: part))
        use.points -= part
        debts[0].points -= part
        if debts[0].points == 0 { debts.removeFirst() }
      }
    }
    return transfers
  }

  /// The lots as a member sees them: debts paid off where points allow, empty lots left out, and what is
  /// owed beyond.
  public static func standing(
    of lots: [PointLot], on date: BusinessDate, pendingCounts: Bool = false
  ) -> (lots: [PointLot], owed: Int64) {
    var after = lots
    for transfer in settle(lots, on: date, pendingCounts: pendingCounts) {
      after[transfer.from].remaining -= transfer.points
      after[transfer.to].remaining += transfer.points
    }
    return (after.filter { $0.remaining > 0 }, debt(in: after))
  }
}

/// What taking back points does (a return).
public struct ReclaimPlan: Sendable, Hashable {
  /// What is taken from which lot.
  public var taken: [LotUse]
  /// Points that were spent already and are forgiven (`clamp`); they stay forgiven.
  public var forgiven: Int64
  /// Points that were spent already and are owed (`negative`): the lot of the sale that goes below zero by
  /// so many; `nil` where nothing is owed.
  public var owed: LotUse?
  /// Points for which nothing is taken, since the sale's own lots have expired.
  public var expired: Int64

  /// Makes a plan in which nothing happens unless said.
  public init(
    taken: [LotUse] = [], forgiven: Int64 = 0, owed: LotUse? = nil, expired: Int64 = 0
  ) {
    self.taken = taken
    self.forgiven = forgiven
    self.owed = owed
    self.expired = expired
  }
}

/// Points out of one lot that pay off the debt of another.
public struct LotTransfer: Sendable, Hashable {
  /// The index of the lot that pays.
  public var from: Int
  /// The index of the lot below zero.
  public var to: Int
  /// How many points; above 0.
  public var points: Int64

  /// Makes a transfer.
  public init(from: Int, to: Int, points: Int64) {
    self.from = from
    self.to = to
    self.points = points
  }
}
