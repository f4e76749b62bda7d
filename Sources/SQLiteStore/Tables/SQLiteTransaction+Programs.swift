import BusinessCalendar
import GRDB
import MemberStore
import Loyalty

/// Prepaid balances, fees and levels.
extension SQLiteTransaction {
  func prepaidLots(of member: String) throws -> [PrepaidLot] {
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
      PrepaidLot(id: row["id"], store: row["store"], left: row.money("left_fen"))
    }
  }

  func prepaidMovements(of member: String) throws -> [PrepaidMovement] {
    try all(
      "SELECT * FROM prepaid_movements WHERE member_id = ? ORDER BY position", [member],
      Self.movement)
  }

  func prepaidMovements(reference: String) throws -> [PrepaidMovement] {
    try all(
      "SELECT * FROM prepaid_movements WHERE reference = ? ORDER BY position", [reference],
      Self.movement)
  }

  func prepaidMovements(
    from: BusinessDate, through: BusinessDate
  ) throws -> [PrepaidMovement] {
    try all(
      """
      SELECT * FROM prepaid_movements WHERE business_date BETWEEN ? AND ? ORDER BY position
      """, [from.description, through.description], Self.movement)
  }

  func prepaidMovement(_ id: String) throws -> PrepaidMovement? {
    try first("SELECT * FROM prepaid_movements WHERE id = ?", [id], Self.movement)
  }

  func append(_ movement: PrepaidMovement) throws {
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

  private static func movement(_ row: Row) throws -> PrepaidMovement {
    PrepaidMovement(
      id: row["id"], memberID: row["member_id"],
      kind: PrepaidMovement.Kind(rawValue: row["kind"]), amount: row.money("amount_fen"),
      lotID: row["lot_id"], store: row["store"], reference: row["reference"],
      date: try row.date("business_date"))
  }

  func feeEntries(of member: String) throws -> [FeeEntry] {
    try all("SELECT * FROM fee_entries WHERE member_id = ? ORDER BY position", [member]) { row in
      FeeEntry(
        id: row["id"], memberID: row["member_id"], year: row["year"],
        isPayment: row["is_payment"], reference: row["reference"],
        date: try row.optionalDate("business_date"))
    }
  }

  func append(_ entry: FeeEntry) throws {
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

  func levelEntries(of member: String) throws -> [LevelEntry] {
    try all(
      "SELECT * FROM level_entries WHERE member_id = ? ORDER BY period_end", [member]
    ) { row in
      LevelEntry(
        memberID: row["member_id"], periodEnd: try row.date("period_end"),
        before: row["before"], after: row["after"], rule: row["rule"], counted: row["counted"],
        date: try row.date("business_date"))
    }
  }

  func lastLevelPeriod(of member: String) throws -> BusinessDate? {
    try first(
      """
      SELECT period_end FROM level_entries WHERE member_id = ?
      ORDER BY period_end DESC LIMIT 1
      """, [member]
    ) { row in try row.date("period_end") }
  }

  func append(_ entry: LevelEntry) throws {
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

  func pointsEarned(
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
      """, StatementArguments([member] + period + [member] + period)
    ) { row in row["points"] } ?? 0
  }

  func openSales(of member: String) throws -> [SaleRecord] {
    try all(
      "SELECT * FROM sales WHERE member_id = ? AND state = 'hold' ORDER BY position", [member],
      sale)
  }

  func firstBusinessDate() throws -> BusinessDate? {
    try first("SELECT business_date FROM sales ORDER BY business_date LIMIT 1", []) { row in
      try row.date("business_date")
    }
  }

  func sales(of member: String) throws -> [SaleRecord] {
    try all("SELECT * FROM sales WHERE member_id = ? ORDER BY position", [member], sale)
  }

  func redemptions(of member: String) throws -> [RedemptionRecord] {
    try all(
      "SELECT id FROM redemptions WHERE member_id = ? ORDER BY business_date, id", [member]
    ) { row in row["id"] as String }
    .compactMap { try redemption($0) }
  }

  func replaceTexts(ofSale id: String, content: String, priced: String, quote: String) throws {
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
