import BusinessCalendar
import Loyalty
import MemberStore

/// Money that was loaded onto cards in one shop and spent in another (rule C5).
struct PrepaidTransfers {
  /// What a shop that took money owes a shop that sold for it.
  let transfers: [Transfer]
  /// Spending that no loaded money covers, booked by a version that did not look at the balance.
  let overdrawn: [PrepaidMovement]

  /// The transfers of a month, from the ledger.
  static func all(
    in month: BusinessDate, _ tables: any StoreTransaction
  ) throws -> PrepaidTransfers {
    let first = month.adding(days: 1 - month.day)
    let last = first.adding(months: 1).adding(days: -1)
    let found = try tables.prepaidTransfers(from: first, through: last)
    return PrepaidTransfers(transfers: found.transfers, overdrawn: found.overdrawn)
  }
}
