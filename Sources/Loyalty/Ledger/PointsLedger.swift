public import BusinessCalendar

/// A member's points as an append-only ledger of lots and uses.
///
/// Entries are never edited and never deleted; a correction is a new entry. The state is what the
/// entries add up to, in their order.
public struct PointsLedger: Sendable, Hashable {
  /// All entries, oldest first.
  public private(set) var entries: [LedgerEntry] = []
  /// What is left of each lot, in the order of earning.
  public private(set) var lots: [PointLot] = []
  /// Everything ever earned, less what returns revoked.
  public private(set) var accumulated: Int64 = 0
  /// Points owed after returns, where the program lets the balance go below zero.
  public private(set) var owed: Int64 = 0
  private var positions: [String: Int] = [:]

  /// Makes an empty ledger.
  public init() {}

  /// Replays entries.
  public init(replaying entries: some Sequence<LedgerEntry>) throws(LedgerError) {
    for entry in entries { try append(entry) }
  }

  /// Adds an entry.
  ///
  /// - Throws: ``LedgerError`` when it does not fit the entries before it; nothing changes then.
  public mutating func append(_ entry: LedgerEntry) throws(LedgerError) {
    switch entry.change {
    case .earned(let lot, let points, let expires, let pending, _):
      guard positions[lot] == nil else { throw .lotExists(lot) }
      try positive(points)
      positions[lot] = lots.count
      lots.append(
        PointLot(
          earned: entry.date, expires: expires, remaining: points, source: lot,
          pending: pending))
      accumulated = accumulated.saturating(plus: points)
    case .used(let lot, let points), .revoked(let lot, let points):
      let index = try position(lot)
      try positive(points)
      guard lots[index].remaining >= points else {
        throw .notEnough(lot: lot, left: lots[index].remaining)
      }
      lots[index].remaining -= points
    case .settled(let lot, let points):
      let index = try position(lot)
      try positive(points)
      guard lots[index].remaining >= points, owed >= points else {
        throw .notEnough(lot: lot, left: min(lots[index].remaining, owed))
      }
      lots[index].remaining -= points
      owed -= points
    case .restored(let lot, let points):
      let index = try position(lot)
      try positive(points)
      lots[index].remaining = lots[index].remaining.saturating(plus: points)
    case .uncounted(let points):
      try positive(points)
      accumulated = max(0, accumulated - points)
    case .owed(let points):
      try positive(points)
      owed = owed.saturating(plus: points)
    case .registered:
      for index in lots.indices { lots[index].pending = false }
    case .dropped:
      for index in lots.indices where lots[index].pending { lots[index].remaining = 0 }
    }
    entries.append(entry)
  }

  /// The index of a lot by its id.
  public func position(_ lot: String) throws(LedgerError) -> Int {
    guard let index = positions[lot] else { throw .unknownLot(lot) }
    return index
  }

  /// Valid points on a day, pending ones left out and owed ones taken off.
  public func balance(on date: BusinessDate) -> Int64 {
    LotArithmetic.available(lots, owed: owed, on: date)
  }

  private func positive(_ points: Int64) throws(LedgerError) {
    guard points > 0, points <= Bounds.points else { throw .invalidPoints(points) }
  }
}

/// One entry of a ledger.
public struct LedgerEntry: Sendable, Hashable {
  /// The business date.
  public var date: BusinessDate
  /// What happened.
  public var change: Change
  /// The sale, return, redemption or correction behind it.
  public var cause: String

  /// Makes an entry.
  public init(date: BusinessDate, change: Change, cause: String) {
    self.date = date
    self.change = change
    self.cause = cause
  }

  /// What an entry changes.
  public enum Change: Sendable, Hashable {
    /// A new lot, named after the sale that earned it.
    case earned(
      lot: String, points: Int64, expires: BusinessDate?, pending: Bool, why: EarningReason)
    /// Points spent out of a lot.
    case used(lot: String, points: Int64)
    /// Points taken back out of a lot by a return.
    case revoked(lot: String, points: Int64)
    /// Points that go back into the lot they came from.
    case restored(lot: String, points: Int64)
    /// What was ever earned falls, by a return (rule B7).
    case uncounted(points: Int64)
    /// Points owed after a return.
    case owed(points: Int64)
    /// Points of a lot that pay what is owed.
    case settled(lot: String, points: Int64)
    /// Registered in time: pending lots become available (rule A7).
    case registered
    /// Not registered in time: pending lots are dropped (rule A7).
    case dropped
  }
}

/// What an earning entry keeps for the auditor.
public struct EarningReason: Sendable, Hashable {
  /// The amount that points were counted on.
  public var basis: Money
  /// The rules that decided.
  public var rules: [RuleID]
  /// The program's version.
  public var program: ProgramVersion

  /// Makes a reason.
  public init(basis: Money, rules: [RuleID], program: ProgramVersion) {
    self.basis = basis
    self.rules = rules
    self.program = program
  }
}
