public import BusinessCalendar

/// Lists over the whole store: what reports read.
public protocol ReportTables {
  /// All members, by id.
  func members() throws -> [Member]
  /// Sales of every store and state between two business dates, both included, in the order of holding.
  func sales(from: BusinessDate, through: BusinessDate) throws -> [SaleRecord]
  /// Returns between two business dates, both included, in the order of booking.
  func goodsReturns(from: BusinessDate, through: BusinessDate) throws -> [ReturnRecord]
  /// Redemptions between two business dates, both included, by date and id.
  func redemptions(from: BusinessDate, through: BusinessDate) throws -> [RedemptionRecord]
  /// Refusals of every lane of a store on a day, oldest first.
  func refusals(store: String, date: BusinessDate) throws -> [RefusalEntry]
  /// Print jobs of every lane of a store in one of the states, in the order of storing.
  func printJobs(store: String, states: [PrintJobState]) throws -> [PrintJobRecord]
}
