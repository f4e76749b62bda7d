public import BusinessCalendar

/// The level that a member has in a new period, decided when the one before was over (rule C1).
public struct LevelEntry: Sendable, Hashable {
  /// The member.
  public var memberID: String
  /// The last day of the period that was counted; one entry for each.
  public var periodEnd: BusinessDate
  /// The level before.
  public var before: String
  /// The level since.
  public var after: String
  /// The rule that decided, such as C1.
  public var rule: String
  /// What was counted: points, or fen.
  public var counted: Int64
  /// The business date on which it was booked.
  public var date: BusinessDate

  /// Makes an entry.
  public init(
    memberID: String, periodEnd: BusinessDate, before: String, after: String, rule: String,
    counted: Int64, date: BusinessDate
  ) {
    self.memberID = memberID
    self.periodEnd = periodEnd
    self.before = before
    self.after = after
    self.rule = rule
    self.counted = counted
    self.date = date
  }
}

/// The history of levels: entries are added, never changed, never removed.
public protocol LevelTables {
  /// The entries of a member, oldest period first.
  func levelEntries(of member: String) throws -> [LevelEntry]
  /// The last day of the latest period that was decided for a member.
  func lastLevelPeriod(of member: String) throws -> BusinessDate?
  /// Adds an entry; the member has none for that period.
  func append(_ entry: LevelEntry) throws
  /// Points of sales between two days, both included, less what their returns took away.
  func pointsEarned(by member: String, from: BusinessDate, through: BusinessDate) throws -> Int64
}
