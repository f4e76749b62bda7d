public import Loyalty

/// What a sale does beside its points: frozen when it is held, booked when it is committed.
public struct SaleEffects: Sendable, Hashable, Codable {
  /// Fen that it loads onto the member's card (rule C5).
  public var prepaidLoadedFen: Int64
  /// Fen that are paid from the member's card; reserved as soon as the sale is held (rule C5).
  public var prepaidSpentFen: Int64
  /// The most that the card may hold, in fen; `nil` where nothing is loaded.
  public var prepaidLimitFen: Int64?
  /// The card year whose fee it pays; `nil` when it sells none (rule C6).
  public var feeYear: Int?
  /// The line that sells the fee.
  public var feeLine: String?
  /// Gifts that are handed out with it.
  public var gifts: [Gift]
  /// What the member who brought the buyer is credited; `nil` for nothing (rule C8).
  public var referral: Referral?
  /// How it was paid, as far as the till has said; `nil` where it has not.
  public var payments: [Payment]?
  /// What had happened already when it was held; `nil` where it came in time.
  public var late: LateEntry?

  /// One way in which a sale was paid.
  public struct Payment: Sendable, Hashable, Codable {
    /// The way of paying, such as `cash`.
    public var kind: String
    /// What was handed over, in fen; for cash it may be more than is due.
    public var fen: Int64

    /// Makes a payment.
    public init(kind: String, fen: Int64) {
      self.kind = kind
      self.fen = fen
    }
  }

  /// A gift that is handed out with a sale.
  public struct Gift: Sendable, Hashable, Codable {
    /// The rule that promises it, such as B10.
    public var rule: String
    /// The period that it is for.
    public var period: String

    /// Makes a gift.
    public init(rule: RuleID, period: String) {
      self.rule = rule.description
      self.period = period
    }
  }

  /// Points for the member who brought the buyer.
  public struct Referral: Sendable, Hashable, Codable {
    /// The member who is credited.
    public var member: String
    /// The points, as a lot of theirs.
    public var earning: Earning
    /// What the purchase must come to, in fen; when returns bring it below, the credit is taken back.
    public var purchaseFen: Int64

    /// Makes a credit.
    public init(member: String, earning: Earning, purchase: Money) {
      self.member = member
      self.earning = earning
      self.purchaseFen = purchase.fen
    }
  }

  /// Makes effects; nothing happens unless said.
  public init(
    prepaidLoaded: Money = .zero, prepaidSpent: Money = .zero, prepaidLimit: Money? = nil,
    feeYear: Int? = nil, feeLine: String? = nil, gifts: [Gift] = [], referral: Referral? = nil
  ) {
    self.prepaidLoadedFen = prepaidLoaded.fen
    self.prepaidSpentFen = prepaidSpent.fen
    self.prepaidLimitFen = prepaidLimit?.fen
    self.feeYear = feeYear
    self.feeLine = feeLine
    self.gifts = gifts
    self.referral = referral
  }

  /// Whether the sale does nothing beside its points.
  public var isEmpty: Bool { self == SaleEffects() }
}
