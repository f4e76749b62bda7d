public import MemberStore
public import Receipts
public import Wording

/// What a lane knows of itself and of its store.
public struct LaneConfiguration: Sendable, Hashable {
  /// The store's id.
  public var store: String
  /// The store's name as its customers know it.
  public var storeName: String
  /// The lane's id within the store.
  public var lane: String
  /// The language of slips and messages.
  public var language: Language
  /// What stands under the store's name on a slip.
  public var slipSubtitle: [String]
  /// What stands at the foot of a slip.
  public var slipFooter: [String]
  /// The copies that are printed, in this order.
  public var copies: [Receipt.Copy]
  /// What happens when a genuine card is not in the register.
  public var unknownCards: UnknownCardPolicy
  /// What a member snapshot means when no card is shown.
  public var memberWithoutCard: MemberWithoutCard
  /// Which date a sale may have.
  public var saleDates: SaleDates
  /// How many forged reads within the window call for a supervisor, where the store has no setting.
  public var forgedReadsAllowed: Int
  /// How long a forged read counts, in minutes, where the store has no setting.
  public var forgeryWindowMinutes: Int

  /// What a member snapshot means when no card is shown (rule A33).
  public enum MemberWithoutCard: String, Sendable, Hashable, CaseIterable, Codable {
    /// No card, no discount.
    case everyonesPrice
    /// The store finds members by other means, such as a telephone number.
    case asMember
  }

  /// Which date a sale may have.
  public enum SaleDates: String, Sendable, Hashable, CaseIterable, Codable {
    /// The till decides; only running backwards is stopped.
    case asGiven
    /// The sale's date has to be the date on the lane's clock.
    case today
  }

  /// Makes a configuration.
  public init(
    store: String, storeName: String, lane: String, language: Language = .simplifiedChinese,
    slipSubtitle: [String] = [], slipFooter: [String] = [],
    copies: [Receipt.Copy] = [.merchant, .customer],
    unknownCards: UnknownCardPolicy = .enrolOnFirstUse,
    memberWithoutCard: MemberWithoutCard = .everyonesPrice, saleDates: SaleDates = .asGiven,
    forgedReadsAllowed: Int = 3, forgeryWindowMinutes: Int = 10
  ) {
    self.store = store
    self.storeName = storeName
    self.lane = lane
    self.language = language
    self.slipSubtitle = slipSubtitle
    self.slipFooter = slipFooter
    self.copies = copies
    self.unknownCards = unknownCards
    self.memberWithoutCard = memberWithoutCard
    self.saleDates = saleDates
    self.forgedReadsAllowed = forgedReadsAllowed
    self.forgeryWindowMinutes = forgeryWindowMinutes
  }
}
