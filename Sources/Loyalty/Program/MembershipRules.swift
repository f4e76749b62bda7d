public import Wording

/// One way to qualify for a card (rules A4, A5, B1).
public struct JoiningRule: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// The level that one joins at.
  public let level: String
  /// What must have been paid.
  public let spend: Money
  /// In which window.
  public let within: Window
  /// The cashier is told when at most so much is missing; 0 for never.
  public let remindWithin: Money

  /// In which window purchases count together.
  public enum Window: Sendable, Hashable {
    /// In one purchase.
    case onePurchase
    /// On one business date.
    case oneDay
    /// In a rolling number of calendar months that ends today.
    case months(Int)
  }
}

/// The registration form and its deadline (rule A7).
public struct RegistrationRule: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// Joined on day J, registering up to and including J + this many days is in time.
  public let days: Int
}

/// The yearly exchange of cards (rules A16, A17, A25).
public struct CardExchange: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// The month of the exchange, 1 to 12.
  public let month: Int
}

/// Gifts that are not bought with points.
public struct GiftRules: Sendable, Hashable {
  /// With the card: a welcome gift and the handbook (rule A8).
  public let welcome: RuleID?
  /// For buying on the birthday (rule B10).
  public let birthday: RuleID?
  /// Gifts that the till hands out with the sale that calls for them: the sale books them as handed out.
  /// The others wait for whoever says that they were.
  public let atTill: Set<TillGift>
}

/// A service that comes with the card and that nothing has to be computed for (rules A13, A15).
public struct MemberService: Sendable, Hashable {
  /// The rule that promises it.
  public let rule: RuleID
  /// What it is.
  public let name: Sentence
}

/// What the cashier and the member owe each other at the till.
public struct CourtesyRules: Sendable, Hashable {
  /// The member signs every purchase (rule A39).
  public let signature: RuleID
  /// Greet by family name (rule A37); `nil` where the program does not ask for it.
  public let greeting: RuleID?
  /// Remind the cashier to ask for the card (rule A32).
  public let askForCard: RuleID?
  /// The card is shown before payment (rule A33).
  public let beforePayment: RuleID?
  /// One card a sale: the second replaces the first (rule A20).
  public let oneCard: RuleID?
  /// The store may check who holds the card (rule A10).
  public let checkIdentity: RuleID?
}

/// Activity classes, what they call for, and how long data are kept.
public struct ActivityRules: Sendable, Hashable {
  /// Active (高活动量): bought in each of so many last full calendar months (rule A41).
  public let active: Step
  /// Low (低活动量): nothing for so many months, to the day (rule A42).
  public let low: Step
  /// Dormant (睡眠期): nothing for more than so many months (rule A43).
  public let dormant: Step
  /// Lapsed (失效): nothing for more than so many months (rule A44).
  public let lapsed: Step
  /// Birthday and campaign messages go out so many days ahead (rule A36).
  public let messagesAhead: Deadline
  /// Operations keeps lapsed members' data for so many years (rule A48).
  public let retention: Retention
  /// The satisfaction survey of each quarter (rule A38); `nil` for none.
  public let survey: RuleID?
  /// The monthly pack of new forms is ready by this day of the month (rules A27, A28).
  public let formPack: Deadline?

  /// A class' rule and number of months.
  public struct Step: Sendable, Hashable {
    /// The rule.
    public let rule: RuleID
    /// The months.
    public let months: Int
    /// How its members are contacted, the best way first (rules A45 to A47).
    public let contacts: [Contact]
    /// The rule of contacting; `nil` where nobody is contacted.
    public let contactRule: RuleID?
  }
  /// A way or an occasion of contacting members.
  public enum Contact: String, Sendable, Hashable, CaseIterable {
    /// A sales campaign (促销活动).
    case campaign
    /// The satisfaction survey (rule A38).
    case survey
    /// A text message (短信).
    case message
    /// A letter (信函).
    case mail
    /// The birthday greeting.
    case birthdayGreeting
    /// A telephone call.
    case telephone
    /// The exchange month (rule A17).
    case exchangeMonth
  }
  /// A rule and a number of days.
  public struct Deadline: Sendable, Hashable {
    /// The rule.
    public let rule: RuleID
    /// The days.
    public let days: Int
  }
  /// A rule and a number of years.
  public struct Retention: Sendable, Hashable {
    /// The rule.
    public let rule: RuleID
    /// The years.
    public let years: Int
  }
}

/// The fee of a card year (rule C6).
public struct YearlyFee: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// The fee.
  public let amount: Money
}

/// What the member who brings a member gets (rule C8).
public struct ReferralRule: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// Points for the one who brought the new member.
  public let points: Int64
  /// The new member's first purchase must come to this much.
  public let firstPurchase: Money
}

/// Prepaid balance on the card (储值, rule C5).
public struct PrepaidRule: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// The most that a card may hold.
  public let limit: Money
}

/// A merchant that shares the card (联盟, rule C7).
public struct Partner: Sendable, Hashable {
  /// The merchant's id.
  public let id: String
  /// The id of the merchant's own program.
  public let program: String
}
