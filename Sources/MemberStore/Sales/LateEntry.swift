public import BusinessCalendar

/// What had happened already when something was entered that belongs to an earlier day.
public struct LateEntry: Sendable, Hashable, Codable {
  /// The last day with business in the store by then; `nil` where none lies after the entry's own day.
  public var after: BusinessDate?
  /// The decision on the member's level, where the entry's day lies in a period that was decided by then
  /// (rule C1).
  public var decision: Decision?

  /// A decision on a level that came before the entry.
  public struct Decision: Sendable, Hashable, Codable {
    /// The last day of the period.
    public var periodEnd: BusinessDate
    /// When it was decided.
    public var decidedOn: BusinessDate
    /// The level of that time, before the decision.
    public var level: String

    /// Takes what an entry needs of a decision.
    public init(_ entry: LevelEntry) {
      periodEnd = entry.periodEnd
      decidedOn = entry.date
      level = entry.before
    }
  }

  /// `nil` where nothing had happened yet: the entry is not late.
  public init?(on date: BusinessDate, latest: BusinessDate?, decision: LevelEntry?) {
    after = latest.flatMap { $0 > date ? $0 : nil }
    self.decision = decision.map(Decision.init)
    if after == nil, decision == nil { return nil }
  }
}
