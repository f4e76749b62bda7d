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
  /// What is missing for the next level: points or, where levels count spending, fen.
  case nextLevel(id: String, missing: Int64, counted: LevelMeasure, rule: RuleID)
  /// What the counters' promotions took off the whole sale.
  ///
  /// The three discount lines repeat what the quote's lines say, summed up and with the term to print
  /// (会员折扣 8.8折, 生日 6折); a slip shows them among the totals.
  case counterDiscount(amount: Money, rule: RuleID)
  /// What the member rate took off; the rate is `nil` where several applied.
  case memberDiscount(amount: Money, rate: Rate?, rule: RuleID)
  /// What the birthday rate took off.
  case birthdayDiscount(amount: Money, rate: Rate?, rule: RuleID)
  /// What member day took off (rule C9).
  case memberDayDiscount(amount: Money, rate: Rate?, rule: RuleID)
  /// A prompt that concerns the member as well: a gift to collect, a draw, a form due.
  case notice(Prompt)
  /// The member signs (rule A39).
  case signature(rule: RuleID)
}

/// What a level is counted on; never the balance of points (rules B7, C1).
public enum LevelMeasure: String, Sendable, Hashable, CaseIterable, Codable {
  /// Points ever earned, bonus included (rule B7).
  case pointsEverEarned
  /// Points earned in the current period (rule C1).
  case pointsInPeriod
  /// Money spent in the current period, in fen (rule C1).
  case spentInPeriod
}
