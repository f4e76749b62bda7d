package import BusinessCalendar
package import MemberStore
import Loyalty

/// Prepaid balances, fees and levels.
extension SQLTransaction {
  package func prepaidLots(of member: String) throws -> [PrepaidLot] {
    // The inner query reads the index only.
    try all(
      """
      SELECT p.id, p.store, t.left_fen FROM
        (SELECT lot_id, SUM(amount_fen) AS left_fen FROM prepaid_movements
          WHERE member_id = ? AND lot_id IS NOT NULL GROUP BY lot_id
          HAVING SUM(amount_fen) > 0) t
        JOIN prepaid_movements p ON p.id = t.lot_id
      ORDER BY p.position
      """, [member]
    ) { row in
      try PrepaidLot(id: row.value("id"), store: row.value("store"), left: row.money("left_fen"))
    }
  }

  package func prepaidMovements(of member: String) throws -> [PrepaidMovement] {
    try all(
      "SELECT * FROM prepaid_movements WHERE member_id = ? ORDER BY position", [member],
      Self.movement)
  }

  package func prepaidMovements(reference: String) throws -> [PrepaidMovement] {
    try all(
      "SELECT * FROM prepaid_movements WHERE reference = ? ORDER BY position", [reference],
      Self.movement)
  }

  package func prepaidMovements(
    from: BusinessDate, through: BusinessDate
  ) throws -> [PrepaidMovement] {
    try all(
      """
      SELECT * FROM prepaid_movements WHERE business_date BETWEEN ? AND ? ORDER BY position
      """, [from.description, through.description], Self.movement)
  }

  package func append(_ movement: PrepaidMovement) throws {
    try run(
      """
      INSERT INTO prepaid_movements (id, member_id, kind, amount_fen, lot_id, store, reference,
        business_date) VALUES (?,?,?,?,?,?,?,?)
      """,
      [
        movement.id, movement.memberID, movement.kind.rawValue, movement.amount.fen,
        movement.lotID, movement.store, movement.reference, movement.date.description,
      ])
  }

  static func movement(_ row: Row) throws -> PrepaidMovement {
    try PrepaidMovement(
      id: row.value("id"), memberID: row.value("member_id"),
      kind: PrepaidMovement.Kind(rawValue: row.value("kind")), amount: row.money("amount_fen"),
      lotID: row.value("lot_id"), store: row.value("store"), reference: row.value("reference"),
      date: row.date("business_date"))
  }

  package func feeEntries(of member: String) throws -> [FeeEntry] {
    try all("SELECT * FROM fee_entries WHERE member_id = ? ORDER BY position", [member]) { row in
      try FeeEntry(
        id: row.value("id"), memberID: row.value("member_id"), year: row.value("year"),
        isPayment: row.value("is_payment"), reference: row.value("reference"),
        date: row.optionalDate("business_date"))
    }
  }

  package func append(_ entry: FeeEntry) throws {
    try run(
      """
      INSERT INTO fee_entries (id, member_id, year, is_payment, reference, business_date)
      VALUES (?,?,?,?,?,?)
      """,
      [
        entry.id, entry.memberID, entry.year, entry.isPayment, entry.reference,
        entry.date?.description,
      ])
  }

  package func levelEntries(of member: String) throws -> [LevelEntry] {
    try all(
      "SELECT * FROM level_entries WHERE member_id = ? ORDER BY period_end", [member]
    ) { row in
      try LevelEntry(
        memberID: row.value("member_id"), periodEnd: row.date("period_end"),
        before: row.value("before"), after: row.value("after"), rule: row.value("rule"),
        counted: row.value("counted"),
        date: row.date("business_date"))
    }
  }

  package func lastLevelPeriod(of member: String) throws -> BusinessDate? {
    try first(
      """
      SELECT period_end FROM level_entries WHERE member_id = ?
      ORDER BY period_end DESC LIMIT 1
      """, [member]
    ) { row in try row.date("period_end") }
  }

  package func append(_ entry: LevelEntry) throws {
    try run(
      """
      INSERT INTO level_entries (member_id, period_end, before, after, rule, counted,
        business_date) VALUES (?,?,?,?,?,?,?)
      """,
      [
        entry.memberID, entry.periodEnd.description, entry.before, entry.after, entry.rule,
        entry.counted, entry.date.description,
      ])
  }

  package func pointsEarned(
    by member: String, from: BusinessDate, through: BusinessDate
  ) throws -> Int64 {
    let period = [from.description, through.description]
    return try first(
      """
      SELECT
        COALESCE((SELECT SUM(points) FROM point_lots
          WHERE member_id = ? AND earned_on BETWEEN ? AND ?), 0)
        - COALESCE((SELECT SUM(r.points_reclaimed) FROM sales s
          JOIN returns r ON r.sale_id = s.id
          WHERE s.member_id = ? AND s.business_date BETWEEN ? AND ?), 0) AS points
      """, SQLArguments([member] + period + [member] + period)
    ) { row in try row.value("points") } ?? 0
  }

  package func openSales(of member: String) throws -> [SaleRecord] {
    try sales("WHERE s.member_id = ? AND s.state = 'hold'", [member])
  }

  package func firstBusinessDate() throws -> BusinessDate? {
    try first("SELECT business_date FROM sales ORDER BY business_date LIMIT 1", []) { row in
      try row.date("business_date")
    }
  }

  package func sales(of member: String) throws -> [SaleRecord] {
    try sales("WHERE s.member_id = ?", [member])
  }

  package func redemptions(of member: String) throws -> [RedemptionRecord] {
    try all(
      "SELECT * FROM redemptions WHERE member_id = ? ORDER BY business_date, id", [member],
      Self.redemption)
  }

  package func replaceTexts(ofSale id: String, content: String, priced: String, quote: String)
    throws
  {
    try run(
      "UPDATE sales SET content = ?, priced = ?, quote = ? WHERE id = ?",
      [content, priced, quote, id])
  }
}

/// What a sale does beside its points, as JSON text in one column; empty for most sales.
enum EffectsColumn {
  static func text(_ effects: SaleEffects) throws -> String? {
    effects.isEmpty ? nil : try ListColumn.text([effects])
  }

  static func effects(_ text: String?) throws -> SaleEffects {
    guard let text else { return SaleEffects() }
    let list: [SaleEffects] = try ListColumn.list(text)
    guard let first = list.first else { throw StoreError.unreadable("effects") }
    return first
  }
}
