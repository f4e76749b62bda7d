public import BusinessCalendar
public import Loyalty

/// Points given for a gift; final (rules A22, A23).
public struct RedemptionRecord: Sendable, Hashable {
  /// The redemption's own id, made by the lane.
  public var id: String
  /// The member.
  public var memberID: String
  /// The store.
  public var store: String
  /// The lane.
  public var lane: String
  /// The business date.
  public var date: BusinessDate
  /// What was given, by its id in the catalogue.
  public var gift: String
  /// The points it cost, above 0.
  public var points: Int64
  /// The request in canonical form: the same id with another content is a conflict.
  public var content: String
  /// What the points are worth between merchants (rule C7), frozen by the program that decided; `nil` where
  /// they are worth no money, and in records of versions that did not keep it.
  public var value: Money?
  /// When it was booked, RFC 3339.
  public var bookedAt: String

  /// Makes a redemption.
  public init(
    id: String, memberID: String, store: String, lane: String, date: BusinessDate, gift: String,
    points: Int64, content: String, value: Money? = nil, bookedAt: String
  ) {
    self.id = id
    self.memberID = memberID
    self.store = store
    self.lane = lane
    self.date = date
    self.gift = gift
    self.points = points
    self.content = content
    self.value = value
    self.bookedAt = bookedAt
  }
}
