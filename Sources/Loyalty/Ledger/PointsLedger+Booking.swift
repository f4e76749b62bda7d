public import BusinessCalendar

/// Whole operations: planned by ``LotArithmetic``, booked as entries, all of them or none.
extension PointsLedger {
  /// Spends points, earliest expiry first (rule A21).
  ///
  /// - Parameters:
  ///   - points: how many; all or none.
  ///   - cause: the sale or redemption.
  ///   - date: the business date.
  /// - Throws: ``LedgerError/notEnoughPoints(needed:available:)``; nothing changes then.
  public mutating func spend(
    _ points: Int64, cause: String, on date: BusinessDate
  ) throws(LedgerError) {
    let uses = try LotArithmetic.spend(points, from: lots, owed: owed, on: date)
    try book(uses, cause: cause, on: date) { .used(lot: $0, points: $1) }
  }

  /// Takes back points that a sale no longer earns, its own lots first.
  ///
  /// - Parameters:
  ///   - points: how far the sale's points fall.
  ///   - names: the lots that the sale earned, by name.
  ///   - cause: the return.
  ///   - date: the business date of the return.
  ///   - policy: what happens to what was spent already.
  /// - Returns: what was done.
  /// - Throws: ``LedgerError`` when a lot is unknown; nothing changes then.
  @discardableResult
  public mutating func reclaim(
    _ points: Int64, earnedBy names: [String], cause: String, on date: BusinessDate,
    policy: PointsRules.ShortfallPolicy
  ) throws(LedgerError) -> ReclaimPlan {
    var own: [Int] = []
    for name in names { own.append(try position(name)) }
    let plan = LotArithmetic.reclaim(
      points, earnedBy: own, from: lots, on: date, policy: policy)
    var ledger = self
    try ledger.book(plan.taken, cause: cause, on: date) { .revoked(lot: $0, points: $1) }
    if let owed = plan.owed {
      try ledger.append(
        LedgerEntry(date: date, change: .owed(points: owed.points), cause: cause))
    }
    if points > 0 {
      try ledger.append(LedgerEntry(date: date, change: .uncounted(points: points), cause: cause))
    }
    self = ledger
    return plan
  }

  /// Gives points that were spent for a cause back into their lots, the last taken first.
  ///
  /// - Parameters:
  ///   - points: how many come back now, at most what was spent and has not come back yet.
  ///   - spentFor: the cause that they were spent for.
  ///   - cause: the return.
  ///   - date: the business date.
  ///   - before: how many came back earlier.
  /// - Throws: ``LedgerError/notEnoughPoints(needed:available:)`` when more would come back than was spent.
  public mutating func giveBack(
    _ points: Int64, spentFor: String, after before: Int64 = 0, cause: String,
    on date: BusinessDate
  ) throws(LedgerError) {
    var taken: [LotUse] = []
    for entry in entries where entry.cause == spentFor {
      if case .used(let lot, let points) = entry.change {
        taken.append(LotUse(lot: try position(lot), points: points))
      }
    }
    let back = LotArithmetic.giveBack(points, of: taken, after: before)
    let sum = back.reduce(0) { $0 + $1.points }
    guard sum == points else { throw .notEnoughPoints(needed: points, available: sum) }
    try book(back, cause: cause, on: date) { .restored(lot: $0, points: $1) }
  }

  /// Pays what is owed out of valid points, so that it stays paid when those points expire.
  public mutating func payDebt(cause: String, on date: BusinessDate) throws(LedgerError) {
    let uses = LotArithmetic.take(owed, from: lots, on: date)
    try book(uses, cause: cause, on: date) { .settled(lot: $0, points: $1) }
  }

  private mutating func book(
    _ uses: [LotUse], cause: String, on date: BusinessDate,
    _ change: (String, Int64) -> LedgerEntry.Change
  ) throws(LedgerError) {
    var ledger = self
    for use in uses {
      guard let name = lots[use.lot].source else { throw .unknownLot("") }
      try ledger.append(
        LedgerEntry(date: date, change: change(name, use.points), cause: cause))
    }
    self = ledger
  }
}
