public import BusinessCalendar
public import Loyalty

/// Goods that came back: what was refunded and what happened to the points.
public struct ReturnRecord: Sendable, Hashable {
  /// The return's own id, made by the lane.
  public var id: String
  /// The sale whose goods came back.
  public var saleID: String
  /// The lane.
  public var lane: String
  /// The business date.
  public var date: BusinessDate
  /// The request in canonical form: the same id with another content is a conflict.
  public var content: String
  /// What came back of each line.
  public var lines: [RefundedLine]
  /// The amount refunded.
  public var refund: Money
  /// Points that the sale no longer earns because of this return, taken back or forgiven.
  public var pointsReclaimed: Int64
  /// How many of them could not be taken because they were spent (program says `clamp`).
  public var pointsForgiven: Int64
  /// How many were really taken from the account, or are owed.
  public var pointsTaken: Int64 { pointsReclaimed - pointsForgiven }
  /// Points spent on the sale that go back into their lots.
  public var pointsRestored: Int64
  /// The part of the refund that goes back onto the member's card (rule C5).
  public var prepaidRestored: Money
  /// The part of the refund that is a top-up paid out again (rule C5).
  public var prepaidPaidOut: Money
  /// When it was booked, RFC 3339.
  public var bookedAt: String

  /// Makes a return; what is forgiven is known once it is booked.
  public init(
    id: String, saleID: String, lane: String, date: BusinessDate, content: String,
    lines: [RefundedLine], refund: Money, pointsReclaimed: Int64 = 0, pointsForgiven: Int64 = 0,
    pointsRestored: Int64 = 0, prepaidRestored: Money = .zero, prepaidPaidOut: Money = .zero,
    bookedAt: String
  ) {
    self.id = id
    self.saleID = saleID
    self.lane = lane
    self.date = date
    self.content = content
    self.lines = lines
    self.refund = refund
    self.pointsReclaimed = pointsReclaimed
    self.pointsForgiven = pointsForgiven
    self.pointsRestored = pointsRestored
    self.prepaidRestored = prepaidRestored
    self.prepaidPaidOut = prepaidPaidOut
    self.bookedAt = bookedAt
  }
}

/// What came back of one line.
public struct RefundedLine: Sendable, Hashable {
  /// The line's id.
  public var lineID: String
  /// How much came back, above 0.
  public var quantity: Quantity
  /// What is refunded for it.
  public var refund: Money

  /// Makes an entry.
  public init(lineID: String, quantity: Quantity, refund: Money) {
    self.lineID = lineID
    self.quantity = quantity
    self.refund = refund
  }
}
