public import BusinessCalendar
public import Wording

/// A store's loyalty program as loaded from its file: checked, versioned, immutable.
///
/// Several versions live side by side; a return uses the version of its sale. Load one with
/// ``load(yaml:file:)-(String,_)``.
public struct LoyaltyProgram: Sendable, Hashable {
  /// Id and version, such as `chain-store` `2026-01`.
  public let identity: ProgramVersion
  /// The program's name for people.
  public let name: Sentence
  /// The first business date on which it applies.
  public internal(set) var effective: BusinessDate
  /// The last business date on which it applies; `nil` while no end is set.
  public internal(set) var until: BusinessDate?
  /// How prices are decided and rounded.
  public let pricing: PricingRules
  /// The levels, lowest first; at least one.
  public let levels: [Level]
  /// How members rise from level to level; `nil` where there is nothing to rise to.
  public let advancement: Advancement?
  /// What happens on the birthday.
  public let birthday: BirthdayRules?
  /// The weekday with its own rate (rule C9).
  public let memberDay: MemberDay?
  /// How points are earned, expire and come back.
  public let points: PointsRules
  /// What points can be spent on.
  public let redemption: RedemptionRules
  /// Who may join; empty where nothing is asked.
  public let joining: [JoiningRule]
  /// The registration form and its deadline (rule A7).
  public let registration: RegistrationRule?
  /// The yearly exchange of cards (rules A16, A17, A25).
  public let cardExchange: CardExchange?
  /// Gifts that are not bought with points.
  public let gifts: GiftRules
  /// Services that come with the card; empty where there are none (rules A13, A15).
  public let services: [MemberService]
  /// What the cashier and the member owe each other at the till.
  public let courtesy: CourtesyRules
  /// Activity classes, what they call for, and how long data are kept.
  public let activity: ActivityRules?
  /// The fee of a card year (rule C6).
  public let yearlyFee: YearlyFee?
  /// What the member who brings a member gets (rule C8).
  public let referral: ReferralRule?
  /// Segments and value (rules C3, C4).
  public let insight: InsightRules?
  /// Prepaid balance on the card (rule C5).
  public let prepaid: PrepaidRule?
  /// The merchants that share the card (rule C7); empty for a store's own card.
  public let partners: [Partner]
  /// Further ways of paying that the till takes, beside those that every till knows; they earn nothing.
  public let tenders: Set<String>
  /// How far each way of reading a card is trusted.
  public let trust: TrustRules

  /// The program's id, such as `chain-store`.
  public var id: String { identity.id }
  /// The program's version, such as `2026-01`.
  public var version: String { identity.version }

  /// The level with an id; `nil` when the program has none of that name.
  public func level(_ id: String) -> Level? { levels.first { $0.id == id } }

  /// Whether a level stands above another; `false` where the program does not know one of them.
  public func isHigher(_ level: String, than other: String) -> Bool {
    guard let one = levels.firstIndex(where: { $0.id == level }),
      let two = levels.firstIndex(where: { $0.id == other })
    else { return false }
    return one > two
  }

  /// A level's name for people; the id itself when the program does not know it.
  public func levelName(_ id: String) -> Sentence {
    level(id)?.name ?? Sentence(zhHans: id, zhHant: id, en: id)
  }
}

/// One level of a program, with what it brings.
public struct Level: Sendable, Hashable {
  /// Such as `vip`, `gold`, `diamond`.
  public let id: String
  /// The level's name for people.
  public let name: Sentence
  /// The member rate; 1 where the level has none.
  public let rate: Rate
  /// The rule of the member rate.
  public let rule: RuleID
  /// Points are multiplied by this many hundredths; 100 is once.
  public let pointsMultiplier: Int64
  /// The rule of the multiplier.
  public let multiplierRule: RuleID?
  /// The level's own birthday rate; `nil` leaves the program's.
  public let birthdayRate: Rate?
  /// What must have been earned or spent to reach the level; `nil` for the first one.
  public let threshold: Int64?
  /// Whether a gift is due every quarter (rule B8).
  public let quarterlyGift: RuleID?
  /// Days of early access to sales (rule C1).
  public let earlyAccessDays: Int
}

/// How members rise from level to level.
public struct Advancement: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// What is counted: never the balance.
  public let counted: LevelMeasure
  /// The period in months for the two measures that have one; `nil` is the calendar year.
  public let months: Int?
  /// Whether the new level prices the sale that reaches it, or the next.
  public let starts: Start
  /// How near to the next level (in points or fen) the cashier is told.
  public let remindWithin: Int64
  /// What a period that has ended does to the level.
  public let afterPeriod: AfterPeriod

  /// What a period that has ended does to the level (rule C1).
  public enum AfterPeriod: String, Sendable, Hashable, CaseIterable {
    /// The level is the one that the period reached, up or down.
    case recount
    /// It falls by one level at most.
    case oneStep
    /// It never falls.
    case keep
  }

  /// When a new level starts to count.
  public enum Start: String, Sendable, Hashable, CaseIterable {
    /// The sale that reaches it is already priced with it.
    case thisSale
    /// The next sale is the first one.
    case nextSale
  }
}
