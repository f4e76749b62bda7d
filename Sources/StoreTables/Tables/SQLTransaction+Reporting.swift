package import BusinessCalendar
package import MemberStore

extension SQLTransaction {
  package func members() throws -> [Member] {
    try all("SELECT * FROM members ORDER BY id", [], Self.member)
  }

  package func sales(from: BusinessDate, through: BusinessDate) throws -> [SaleRecord] {
    try sales("WHERE s.business_date BETWEEN ? AND ?", [from.description, through.description])
  }

  package func goodsReturns(from: BusinessDate, through: BusinessDate) throws -> [ReturnRecord] {
    try goodsReturns(
      "WHERE r.business_date BETWEEN ? AND ?", [from.description, through.description])
  }

  package func redemptions(from: BusinessDate, through: BusinessDate) throws -> [RedemptionRecord] {
    try all(
      """
      SELECT * FROM redemptions WHERE business_date BETWEEN ? AND ? ORDER BY business_date, id
      """, [from.description, through.description], Self.redemption)
  }

  package func refusals(store: String, date: BusinessDate) throws -> [RefusalEntry] {
    try all(
      "SELECT * FROM refusals WHERE store = ? AND business_date = ? ORDER BY position",
      [store, date.description], Self.refusal)
  }

  package func printJobs(store: String, states: [PrintJobState]) throws -> [PrintJobRecord] {
    try all(
      """
      SELECT * FROM print_jobs WHERE store = ? AND state IN \(Session.listed)
      ORDER BY position
      """, [store, try ListColumn.text(states.map(\.rawValue))], Self.printJob)
  }
}

/// Look-ups of many keys at once: the keys are one argument, so that it is always the same statement.
extension SQLTransaction {
  package func sales(_ ids: [String]) throws -> [String: SaleRecord] {
    try keyed(
      sales("WHERE s.id IN \(Session.listed)", [try ListColumn.text(ids)]), by: \.id)
  }

  package func goodsReturns(ofSales ids: [String]) throws -> [String: [ReturnRecord]] {
    Dictionary(
      grouping: try goodsReturns(
        "WHERE r.sale_id IN \(Session.listed)", [try ListColumn.text(ids)]),
      by: \.saleID)
  }

  package func receipts(_ numbers: [String]) throws -> [String: ReceiptRecord] {
    try keyed(many("receipts", "number", numbers, Self.receipt), by: \.number)
  }

  package func cards(ofMembers ids: [String]) throws -> [String: [CardRecord]] {
    Dictionary(
      grouping: try many(
        "cards", "member_id", ids, order: "year DESC, sequence DESC, number", Self.card),
      by: \.memberID)
  }

  package func lots(_ ids: [String]) throws -> [String: LedgerLot] {
    try keyed(
      all(
        Self.lotColumns + " WHERE l.id IN \(Session.listed)",
        [try ListColumn.text(ids)], Self.lot), by: \.id)
  }

  package func uses(references: [String]) throws -> [String: [LedgerUse]] {
    Dictionary(
      grouping: try many("point_uses", "reference", references, order: "position", Self.use),
      by: \.reference)
  }

  package func prepaidMovements(_ ids: [String]) throws -> [String: PrepaidMovement] {
    try keyed(many("prepaid_movements", "id", ids, Self.movement), by: \.id)
  }

  private func many<Value>(
    _ table: String, _ column: String, _ keys: [String], order: String? = nil,
    _ make: (Row) throws -> Value
  ) throws -> [Value] {
    let sorted = order.map { " ORDER BY \($0)" } ?? ""
    return try all(
      "SELECT * FROM \(table) WHERE \(column) IN \(Session.listed)\(sorted)",
      [try ListColumn.text(keys)], make)
  }

  private func keyed<Value>(
    _ values: [Value], by key: (Value) -> String
  ) -> [String: Value] {
    Dictionary(values.map { (key($0), $0) }) { first, _ in first }
  }
}
