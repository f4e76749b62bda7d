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
  let slips: [SlipView]

  init(_ outcome: RedemptionOutcome, isRepeated: Bool, balance: Int64?, language: Language) {
    let record = outcome.record
    id = record.id
    member = record.memberID
    date = record.date
    item = record.gift
    points = record.points
    balanceAfter = balance
    repeated = isRepeated
    slips = outcome.slips.map { SlipView($0, language) }
  }
}
