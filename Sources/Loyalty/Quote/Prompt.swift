public import BusinessCalendar

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
    /// No card was shown: ask for it before payment (rules A32, A33).
    case askForCard
    /// The card came after payment: no discount any more (rule A33).
    case cardAfterPayment
    /// A second card replaced the first one.
    case cardReplaced
    /// Ask for the identity card: the birthday rate would save the member this much (rule A14).
    case identityCard(saves: Money)
    /// The registration form is due in this many days; the last day is 0 (rule A7).
    case registrationDue(days: Int)
    /// The card is a discount-only card (rule A7).
    case discountOnly
    /// The card should be exchanged this month (rules A16, A17, A25).
    case exchangeCard
    /// The welcome gift and the handbook have not been handed out (rule A8).
    case welcomeGift
    /// A birthday gift against the receipt (rule B10).
    case birthdayGift
    /// This quarter's gift has not been collected (rule B8).
    case quarterlyGift
    /// One lottery draw: the balance ends in the lucky digit (rule B9).
    case lotteryDraw(balance: Int64)
    /// The balance is enough for goods up to a tag price (rule B14).
    case rewardInReach(points: Int64, tagPrice: Money)
    /// From the next sale on, or already on this one, a new level (rules B7, C1).
    case upgrade(to: String)
    /// Not much is missing for the next level: points or, where levels count spending, fen.
    case nearlyUpgraded(to: String, missing: Int64, counted: LevelMeasure)
    /// This customer may join now (rules A4, A5, B1).
    case qualifies(level: String)
    /// This much more and the customer may join (rules A4, B1).
    case nearlyQualifies(level: String, missing: Money)
    /// Points can be spent on this sale: at most so many, for so much (rule C2).
    case moneyOffAvailable(points: Int64, amount: Money)
    /// Fewer points than asked for were spent, since money off is capped (rule C2).
    case moneyOffCapped(points: Int64, amount: Money)
    /// Points owed after returns; later points pay them off.
    case pointsOwed(points: Int64)
    /// A promotion that begins for everyone on a later day: this level comes first (rule C1).
    case earlyAccess(until: BusinessDate)
    /// The fee of the card year has not been paid (rule C6).
    case yearlyFeeDue(amount: Money)
    /// Today is member day (rule C9).
    case memberDay
    /// The member gave up the discount; points and signature stay.
    case discountWaived
    /// The member has not bought for long; say that they were missed (rule A47).
    case welcomeBack(days: Int)
  }
}
