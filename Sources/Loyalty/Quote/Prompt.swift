public import BusinessCalendar
public import Wording

/// Something the cashier should say or do, with the rule it comes from.
///
/// Kept as facts; the words are made on demand by ``sentence``, so pricing builds no text.
public struct Prompt: Sendable, Hashable {
  /// What it is about.
  public var topic: Topic
  /// The rule behind it.
  public var rule: RuleID

  /// Makes a prompt.
  public init(_ topic: Topic, rule: RuleID) {
    self.topic = topic
    self.rule = rule
  }

  /// What a prompt is about. The case names are the `code` of the JSON form.
  public enum Topic: Sendable, Hashable {
    /// Greet by family name (rule A37).
    case greeting(familyName: String, title: String)
    /// Ask for the identity card: the birthday rate would save the member this much (rule A14).
    case identityCard(saves: Money)
    /// The registration form is due in this many days; the last day is 0 (rule A7).
    case registrationDue(days: Int)
    /// The card is a discount-only card (rule A7).
    case discountOnly
    /// The card should be exchanged this month (rules A16, A17, A25).
    case exchangeCard
  }
}
