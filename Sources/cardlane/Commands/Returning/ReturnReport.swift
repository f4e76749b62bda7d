import BusinessCalendar
import Lane
import Loyalty
import MemberStore
import Wording

/// A return as a till program reads it.
struct ReturnReport: Encodable {
  let id: String
  let saleId: String
  let date: BusinessDate
  let lines: [Line]
  let refund: String
  let points: Points
  /// Whether it was booked before.
  let repeated: Bool
  /// What the cashier is told where it was entered late.
  let lateEntry: String?
  let slips: [SlipView]

  /// What came back of one line.
  struct Line: Encodable {
    let line: String
    let quantity: String
    let refund: String
  }

  /// What happened to the points.
  struct Points: Encodable {
    /// No longer earned.
    let reclaimed: Int64
    /// Of these, spent already and forgiven.
    let forgiven: Int64
    /// Spent on the sale and given back.
    let restored: Int64
    /// `nil` without a member.
    let balanceAfter: Int64?
  }

  init(
    _ outcome: ReturnOutcome, isRepeated: Bool, balance: Int64?, late: String?, language: Language
  ) {
    let record = outcome.record
    id = record.id
    saleId = record.saleID
    date = record.date
    lines = record.lines.map {
      Line(
        line: $0.lineID, quantity: $0.quantity.description, refund: $0.refund.description)
    }
    refund = record.refund.description
    points = Points(
      reclaimed: record.pointsReclaimed, forgiven: record.pointsForgiven,
      restored: record.pointsRestored, balanceAfter: balance)
    repeated = isRepeated
    lateEntry = late
    slips = outcome.slips.map { SlipView($0, language) }
  }
}
