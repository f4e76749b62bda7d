public import BusinessCalendar

/// Lists over the whole store: what reports read.
public protocol ReportTables: MemberListTables {
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

/// Look-ups of many keys at once, so that a list never asks once for each of its rows. Keys that nobody has
/// are left out of the answer.
public protocol BulkTables {
  /// Sales by id.
  func sales(_ ids: [String]) throws -> [String: SaleRecord]
  /// Returns by the sale whose goods came back, in the order of booking.
  func goodsReturns(ofSales ids: [String]) throws -> [String: [ReturnRecord]]
  /// Receipts by number.
  func receipts(_ numbers: [String]) throws -> [String: ReceiptRecord]
  /// Cards by member, newest first.
  func cards(ofMembers ids: [String]) throws -> [String: [CardRecord]]
  /// Lots with what is left, by id.
  func lots(_ ids: [String]) throws -> [String: LedgerLot]
  /// Uses by the sale, return or redemption that caused them, in the order of booking.
  func uses(references: [String]) throws -> [String: [LedgerUse]]
  /// Movements of prepaid balances by id.
  func prepaidMovements(_ ids: [String]) throws -> [String: PrepaidMovement]
}
