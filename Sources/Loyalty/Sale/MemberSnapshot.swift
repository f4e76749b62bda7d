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
  /// The day the card was received.
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

  /// Makes a snapshot.
  public init(
    id: String, familyName: String? = nil, title: String? = nil, level: String,
    joined: BusinessDate? = nil, registered: BusinessDate? = nil, birthday: BusinessDate? = nil,
    lots: [PointLot] = [], accumulatedPoints: Int64 = 0, lastPurchase: BusinessDate? = nil
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

  /// Makes a lot.
  public init(earned: BusinessDate, expires: BusinessDate?, remaining: Int64) {
    self.earned = earned
    self.expires = expires
    self.remaining = remaining
  }
}
