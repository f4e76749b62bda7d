public import BusinessCalendar

/// A line that the member's part of the slip should carry, as meaning.
public enum MemberLine: Sendable, Hashable {
  /// 王女士, …
  case greeting(familyName: String, title: String)
  /// Points earned, on which amount.
  case earned(points: Int64, basis: Money, rule: RuleID)
  /// Extra points.
  case bonus(points: Int64, rule: RuleID)
  /// Points that wait for registration, until when.
  case pending(points: Int64, registerBy: BusinessDate)
  /// Points spent on this sale.
  case redeemed(points: Int64, amount: Money)
  /// Valid points after the sale.
  case balance(points: Int64)
  /// Points that stop being valid at the end of a day.
  case expiring(points: Int64, on: BusinessDate)
  /// The member's level.
  case level(id: String)
  /// From the next sale on, a new level.
  case upgrade(to: String, rule: RuleID)
  /// The member signs (rule A39).
  case signature(rule: RuleID)
}
