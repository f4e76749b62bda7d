/// How prices are decided and rounded.
public struct PricingRules: Sendable, Hashable {
  /// What is rounded half-up to the fen after each rate.
  public let round: RoundingTarget
  /// Where the rounding happens.
  public let per: RoundingScope
  /// The rule under which counter promotions apply.
  public let counterRule: RuleID
  /// Whether the member rate applies on top of a counter's promotion (折上折, rule B3).
  public let memberRateOnTop: Bool
  /// For each kind of goods, the rule that leaves its price alone.
  public let leftAlone: [LineKind: RuleID]

  /// The rule that an explanation names where a kind's price was left alone.
  public func ruleLeaving(_ kind: LineKind) -> RuleID { leftAlone[kind] ?? counterRule }
}

/// What is rounded half-up to the fen.
public enum RoundingTarget: String, Sendable, Hashable, CaseIterable {
  /// The price after the rate; the discount is the difference.
  case price
  /// The discount; the price is the difference.
  case discount
}

/// Where the rounding happens.
public enum RoundingScope: String, Sendable, Hashable, CaseIterable {
  /// On the price of one unit, before it is multiplied.
  case unit
  /// On the line amount.
  case line
  /// Once, on the sum of the sale; the parts are spread by largest remainder.
  case sale
}

/// What happens on the birthday.
public struct BirthdayRules: Sendable, Hashable {
  /// The rule of the birthday rate.
  public let rule: RuleID?
  /// The birthday rate for every level without its own; `nil` where only a gift is due.
  public let rate: Rate?
  /// Whether the original identity card must be shown (凭身份证原件).
  public let needsIdentityCard: Bool
  /// When somebody born on 29 February has their birthday in a common year.
  public let leapDay: LeapDay

  /// When somebody born on 29 February has their birthday in a common year.
  public enum LeapDay: String, Sendable, Hashable, CaseIterable {
    /// On 28 February.
    case february28 = "28-feb"
    /// On 1 March.
    case march1 = "1-mar"
  }
}

/// The weekday with its own rate (rule C9).
public struct MemberDay: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// The ISO 8601 weekday, 1 is Monday.
  public let weekday: Int
  /// The rate for members on that day; the better of all rates applies.
  public let rate: Rate
}
