public import BusinessCalendar
public import Loyalty

/// A gift that was handed out; one member gets one of a kind in a period.
public struct GiftClaim: Sendable, Hashable {
  /// The member.
  public var memberID: String
  /// The rule that promised it, such as A8, B8 or B10.
  public var rule: RuleID
  /// The period that it is for: `once`, a year such as `2026`, a quarter such as `2026-Q4`.
  public var period: String
  /// The sale or entry against which it was handed out.
  public var reference: String
  /// The business date.
  public var date: BusinessDate

  /// How often a gift is due.
  public enum Cycle: Sendable, Hashable {
    /// Once and never again: the welcome gift (rule A8).
    case once
    /// Once a calendar year: the birthday gift (rule B10).
    case yearly
    /// Once a quarter: the diamond member's gift (rule B8).
    case quarterly

    /// The period of this cycle that a date falls into.
    public func period(of date: BusinessDate) -> String {
      switch self {
      case .once: "once"
      case .yearly: String(date.year)
      case .quarterly: "\(date.year)-Q\((date.month + 2) / 3)"
      }
    }
  }

  /// Makes a claim for the period that the date falls into.
  public init(
    member: String, rule: RuleID, cycle: Cycle, reference: String, date: BusinessDate
  ) {
    self.init(
      memberID: member, rule: rule, period: cycle.period(of: date), reference: reference,
      date: date)
  }

  /// Makes a claim.
  public init(
    memberID: String, rule: RuleID, period: String, reference: String, date: BusinessDate
  ) {
    self.memberID = memberID
    self.rule = rule
    self.period = period
    self.reference = reference
    self.date = date
  }
}
