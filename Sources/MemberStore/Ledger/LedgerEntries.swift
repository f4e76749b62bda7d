public import BusinessCalendar
public import Loyalty

/// A lot of points in the ledger: one earning, with where it came from.
public struct LedgerLot: Sendable, Hashable {
  /// What was booked, and by which entry: `reference/n`.
  public var id: String
  /// Whose points they are.
  public var memberID: String
  /// The sale, return or opening that brought them.
  public var reference: String
  /// How they came about, by which rules, until when they are valid.
  public var earning: Earning
  /// The points that have been taken from it.
  public var used: Int64

  /// Makes a lot.
  public init(id: String, memberID: String, reference: String, earning: Earning, used: Int64 = 0) {
    self.id = id
    self.memberID = memberID
    self.reference = reference
    self.earning = earning
    self.used = used
  }

  /// What is left of it.
  public var remaining: Int64 { earning.points - used }
}

/// Points that a sale (or an opening balance) earns.
public struct Earning: Sendable, Hashable, Codable {
  /// What the points are for; unknown words survive.
  public struct Kind: RawRepresentable, Sendable, Hashable, Codable {
    /// The stored word.
    public let rawValue: String
    /// Wraps a stored word.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Points on the amount paid.
    public static let earned = Self(rawValue: "earned")
    /// Extra points (rule B11).
    public static let bonus = Self(rawValue: "bonus")
    /// For bringing a member (rule C8).
    public static let referral = Self(rawValue: "referral")
    /// Points brought along when the member entered this store's books.
    public static let opening = Self(rawValue: "opening")
  }

  /// What the points are for.
  public var kind: Kind
  /// How many, above 0.
  public var points: Int64
  /// The day they were earned.
  public var earned: BusinessDate
  /// The last day they are valid; `nil` when they never expire.
  public var expires: BusinessDate?
  /// The last day on which registering makes them available; `nil` when they need no registration.
  public var registerBy: BusinessDate?
  /// The amount they were counted on, in fen.
  public var basisFen: Int64
  /// The ids of the rules that decided, such as `A11`.
  public var rules: [String]
  /// The program and version that decided; empty for an opening balance.
  public var programID: String
  /// See ``programID``.
  public var programVersion: String

  /// Makes an earning.
  public init(
    _ kind: Kind, points: Int64, earned: BusinessDate, expires: BusinessDate?,
    registerBy: BusinessDate? = nil, basis: Money = .zero, rules: [RuleID] = [],
    program: ProgramVersion? = nil
  ) {
    self.kind = kind
    self.points = points
    self.earned = earned
    self.expires = expires
    self.registerBy = registerBy
    self.basisFen = basis.fen
    self.rules = rules.map(\.description)
    self.programID = program?.id ?? ""
    self.programVersion = program?.version ?? ""
  }

  /// Whether the points are valid on a day: earned by then and not expired.
  public func isValid(on date: BusinessDate) -> Bool {
    guard let expires else { return true }
    return date <= expires
  }
}

/// Points taken from a lot, or given back into it.
public struct LedgerUse: Sendable, Hashable {
  /// Why points leave or re-enter a lot; unknown words survive.
  public struct Reason: RawRepresentable, Sendable, Hashable {
    /// The stored word.
    public let rawValue: String
    /// Wraps a stored word.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Spent on a sale or a gift.
    public static let redeemed = Self(rawValue: "redeemed")
    /// Given back because the sale was voided.
    public static let released = Self(rawValue: "released")
    /// Given back because the goods they paid for came back.
    public static let restored = Self(rawValue: "restored")
    /// Taken back because the goods that earned them came back.
    public static let reclaimed = Self(rawValue: "reclaimed")
    /// Moved between lots: points that came in pay what was owed.
    public static let settled = Self(rawValue: "settled")
  }

  /// `reference/n`, so that nothing can be booked twice.
  public var id: String
  /// The lot.
  public var lotID: String
  /// Points taken; negative when given back.
  public var points: Int64
  /// Why.
  public var reason: Reason
  /// The sale, return or redemption.
  public var reference: String
  /// The business date.
  public var date: BusinessDate

  /// Makes a use.
  public init(
    id: String, lotID: String, points: Int64, reason: Reason, reference: String,
    date: BusinessDate
  ) {
    self.id = id
    self.lotID = lotID
    self.points = points
    self.reason = reason
    self.reference = reference
    self.date = date
  }
}
