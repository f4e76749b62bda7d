import BusinessCalendar
import GRDB
import MemberStore

extension SQLiteTransaction {
  func members() throws -> [Member] {
    try keys("SELECT id FROM members ORDER BY id", []).compactMap { try member($0) }
  }

  func sales(from: BusinessDate, through: BusinessDate) throws -> [SaleRecord] {
    try keys(
      "SELECT id FROM sales WHERE business_date BETWEEN ? AND ? ORDER BY position",
      [from.description, through.description]
    ).compactMap { try sale($0) }
  }

  func goodsReturns(from: BusinessDate, through: BusinessDate) throws -> [ReturnRecord] {
    try keys(
      "SELECT id FROM returns WHERE business_date BETWEEN ? AND ? ORDER BY position",
      [from.description, through.description]
    ).compactMap { try goodsReturn($0) }
  }

  func redemptions(from: BusinessDate, through: BusinessDate) throws -> [RedemptionRecord] {
    try keys(
      "SELECT id FROM redemptions WHERE business_date BETWEEN ? AND ? ORDER BY business_date, id",
      [from.description, through.description]
    ).compactMap { try redemption($0) }
  }

  func refusals(store: String, date: BusinessDate) throws -> [RefusalEntry] {
    try all(
      "SELECT * FROM refusals WHERE store = ? AND business_date = ? ORDER BY position",
      [store, date.description], Self.refusal)
  }

  func printJobs(store: String, states: [PrintJobState]) throws -> [PrintJobRecord] {
    let marks = states.map { _ in "?" }.joined(separator: ",")
    return try keys(
      "SELECT id FROM print_jobs WHERE store = ? AND state IN (\(marks)) ORDER BY position",
      StatementArguments([store] + states.map(\.rawValue))
    ).compactMap { try printJob($0) }
  }

  /// The ids that a query answers, in its order.
  private func keys(_ sql: String, _ arguments: StatementArguments) throws -> [String] {
    try all(sql, arguments) { row in row["id"] }
  }
}
