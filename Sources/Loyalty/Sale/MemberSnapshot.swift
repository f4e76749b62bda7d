public import BusinessCalendar

/// What is known of a member at the moment of a sale. Rules see nothing else of them.
public struct MemberSnapshot: Sendable, Hashable {
  /// The member's id.
  public var id: String
  /// The family name, for the greeting (rule A37).
  public var familyName: String?
  /// The form of address, such as 女士 or 先生.
  public var title: String?
  /// The level by its id in the program, such as `vip`, `gold`, `diamond`.
  public var level: String
  /// The day of joining, on which the first card was received.
  public var joined: BusinessDate?
  /// The day the registration form came in; `nil` while it has not (rule A7).
  public var registered: BusinessDate?
  /// The birthday on file.
  public var birthday: BusinessDate?
  /// What is left of each lot of points, in any order.
  public var lots: [PointLot]
  /// Everything ever earned, for levels (rule B7).
  public var accumulatedPoints: Int64
  /// The day of the last purchase before this sale.
  public var lastPurchase: BusinessDate?
  /// Points earned in the current period before this sale, where levels count them (rule C1).
  public var periodPoints: Int64
  /// Money spent in the current period before this sale, where levels count it (rule C1).
  public var periodSpent: Money
  /// The card year of the card that was shown; `nil` when not told (rules A16, A17).
  public var cardYear: Int?
  /// The day on which the card that was shown was received, where it is a later one than the first: its
  /// days for the registration form count from it (rule A7). `nil` for the first card: ``joined`` counts.
  public var cardReceived: BusinessDate?
  /// The last card year whose fee was paid; `nil` when none was (rule C6).
  public var feePaidFor: Int?
  /// Points owed after returns, where the program lets the balance go below zero.
  public var pointsOwed: Int64
  /// The gifts already handed out; `nil` when nobody kept count (rules A8, B8, B10).
  public var claims: [RewardClaim]?

  /// Makes a snapshot.
  public init(
    id: String, familyName: String? = nil, title: String? = nil, level: String,
    joined: BusinessDate? = nil, registered: BusinessDate? = nil, birthday: BusinessDate? = nil,
    lots: [PointLot] = [], accumulatedPoints: Int64 = 0, lastPurchase: BusinessDate? = nil,
    periodPoints: Int64 = 0, periodSpent: Money = .zero, cardYear: Int? = nil,
    cardReceived: BusinessDate? = nil, feePaidFor: Int? = nil, pointsOwed: Int64 = 0,
    claims: [RewardClaim]? = nil
  ) {
    self.id = id
    self.familyName = familyName
    self.title = title
    self.level = level
    self.joined = joined
    self.registered = registered
    self.birthday = birthday
    self.lots = lots
    self.accumulatedPoints = accumulatedPoints
    self.lastPurchase = lastPurchase
    self.periodPoints = periodPoints
    self.periodSpent = periodSpent
    self.cardYear = cardYear
    self.cardReceived = cardReceived
    self.feePaidFor = feePaidFor
    self.pointsOwed = pointsOwed
    self.claims = claims
  }
}

/// What is left of one earning of points.
public struct PointLot: Sendable, Hashable {
  /// The day the points were earned.
  public var earned: BusinessDate
  /// The last day they are valid; `nil` when they never expire.
  public var expires: BusinessDate?
  /// Points left, 0 or more.
  public var remaining: Int64
  /// The sale that earned them; `nil` when not told.
  public var source: String?
  /// Whether they were earned before registration: they count once the member has registered in time
  /// and are lost otherwise (rule A7).
  public var pending: Bool

  /// Makes a lot.
  public init(
    earned: BusinessDate, expires: BusinessDate?, remaining: Int64, source: String? = nil,
    pending: Bool = false
  ) {
    self.earned = earned
    self.expires = expires
    self.remaining = remaining
    self.source = source
    self.pending = pending
  }
}

/// A gift that was handed out, by the rule that promised it.
public struct RewardClaim: Sendable, Hashable {
  /// The rule, such as A8, B8 or B10.
  public var rule: RuleID
  /// The business date on which it was handed out.
  public var date: BusinessDate

  /// Makes a claim.
  public init(rule: RuleID, date: BusinessDate) {
    self.rule = rule
    self.date = date
  }
}
