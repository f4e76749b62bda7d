import BusinessCalendar
import Lane
import MemberStore
import Wording

/// A redemption as a till program reads it.
struct RedemptionReport: Encodable {
  let id: String
  let member: String
  let date: BusinessDate
  let item: String
  let points: Int64
  let balanceAfter: Int64?
  /// Whether it was booked before.
  let repeated: Bool
  /// What the cashier is told where it was entered late.
  let lateEntry: String?
  let slips: [SlipView]

  init(
    _ outcome: RedemptionOutcome, isRepeated: Bool, balance: Int64?, late: String?,
    language: Language
  ) {
    let record = outcome.record
    id = record.id
    member = record.memberID
    date = record.date
    item = record.gift
    points = record.points
    balanceAfter = balance
    repeated = isRepeated
    lateEntry = late
    slips = outcome.slips.map { SlipView($0, language) }
  }
}
