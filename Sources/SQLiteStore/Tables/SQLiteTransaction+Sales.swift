import BusinessCalendar
import GRDB
import MemberStore
import Loyalty

extension SQLiteTransaction {
  func sale(_ id: String) throws -> SaleRecord? {
    try first("SELECT * FROM sales WHERE id = ?", [id], sale)
  }

  func openSales(store: String, lane: String) throws -> [SaleRecord] {
    try all(
      """
      SELECT * FROM sales WHERE store = ? AND lane = ? AND state = 'hold' ORDER BY position
      """, [store, lane], sale)
  }

  func insert(_ sale: SaleRecord) throws {
    try run(
      """
      INSERT INTO sales (id, store, lane, business_date, cashier, content, priced, quote,
        member_id, program_id, program_version, due_fen, basis_fen, earnings, points_spent, level,
        new_level, effects, state, held_at, closed_at)
      VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
      """,
      [
        sale.id, sale.store, sale.lane, sale.date.description, sale.cashier, sale.content,
        sale.priced, sale.quote, sale.memberID, sale.program.id, sale.program.version, sale.due.fen,
        sale.basis.fen, try ListColumn.text(sale.earnings), sale.pointsSpent, sale.level,
        sale.newLevel, try EffectsColumn.text(sale.effects),
        sale.state.rawValue, sale.heldAt, sale.closedAt,
      ])
    for (position, line) in sale.lines.enumerated() {
      try run(
        """
        INSERT INTO sale_lines (sale_id, position, id, sku, name, quantity_thousandths,
          unit_price_fen, kind, counter, category, brand, model, gross_fen, counter_discount_fen,
          member_discount_fen, money_off_fen, net_fen) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """,
        [
          sale.id, position, line.id, line.sku, line.name, line.quantity.thousandths,
          line.unitPrice.fen, line.kind.rawValue, line.counter, line.category, line.brand,
          line.model, line.gross.fen, line.counterDiscount.fen, line.memberDiscount.fen,
          line.moneyOff.fen, line.net.fen,
        ])
    }
  }

  func setState(ofSale id: String, to state: SaleState, at time: String) throws {
    try run(
      "UPDATE sales SET state = ?, closed_at = ? WHERE id = ?", [state.rawValue, time, id])
  }

  func setEffects(_ effects: SaleEffects, ofSale id: String) throws {
    try run(
      "UPDATE sales SET effects = ? WHERE id = ?", [try EffectsColumn.text(effects), id])
  }

  func removeSale(_ id: String) throws {
    for statement in [
      "DELETE FROM print_jobs WHERE receipt_number = ?", "DELETE FROM receipts WHERE number = ?",
      "DELETE FROM sale_lines WHERE sale_id = ?", "DELETE FROM sales WHERE id = ?",
    ] {
      try run(statement, [id])
    }
  }

  func sale(_ row: Row) throws -> SaleRecord {
    let id: String = row["id"]
    let lines = try all(
      "SELECT * FROM sale_lines WHERE sale_id = ? ORDER BY position", [id], Self.line)
    var sale = SaleRecord(
      id: id, store: row["store"], lane: row["lane"], date: try row.date("business_date"),
      cashier: row["cashier"], content: row["content"], priced: row["priced"], quote: row["quote"],
      memberID: row["member_id"], lines: lines,
      program: ProgramVersion(id: row["program_id"], version: row["program_version"]),
      due: row.money("due_fen"), basis: row.money("basis_fen"),
      earnings: try ListColumn.list(row["earnings"]), pointsSpent: row["points_spent"],
      level: row["level"], newLevel: row["new_level"],
      effects: try EffectsColumn.effects(row["effects"]), heldAt: row["held_at"])
    guard let state = SaleState(rawValue: row["state"]) else {
      throw StoreError.unreadable("state")
    }
    sale.state = state
    sale.closedAt = row["closed_at"]
    return sale
  }

  private static func line(_ row: Row) throws -> FrozenLine {
    guard let kind = LineKind(rawValue: row["kind"]) else { throw StoreError.unreadable("kind") }
    return FrozenLine(
      id: row["id"], sku: row["sku"], name: row["name"],
      quantity: Quantity(thousandths: row["quantity_thousandths"]),
      unitPrice: row.money("unit_price_fen"), kind: kind, counter: row["counter"],
      category: row["category"], brand: row["brand"], model: row["model"],
      gross: row.money("gross_fen"), counterDiscount: row.money("counter_discount_fen"),
      memberDiscount: row.money("member_discount_fen"), moneyOff: row.money("money_off_fen"),
      net: row.money("net_fen"))
  }

  func purchases(
    of member: String, from: BusinessDate, through: BusinessDate
  ) throws -> [Purchase] {
    try all(
      """
      SELECT s.business_date,
        COALESCE((SELECT SUM(l.net_fen) FROM sale_lines l
          WHERE l.sale_id = s.id AND l.kind NOT IN ('fee', 'prepaid')), 0)
        - COALESCE((SELECT SUM(rl.refund_fen) FROM returns r
          JOIN return_lines rl ON rl.return_id = r.id
          JOIN sale_lines l ON l.sale_id = r.sale_id AND l.id = rl.line_id
          WHERE r.sale_id = s.id AND l.kind NOT IN ('fee', 'prepaid')), 0) AS paid_fen
      FROM sales s
      WHERE s.member_id = ? AND s.business_date BETWEEN ? AND ? AND s.state = 'committed'
      ORDER BY s.business_date, s.position
      """, [member, from.description, through.description]
    ) { row in
      Purchase(date: try row.date("business_date"), paid: row.money("paid_fen"))
    }
  }

  func latestBusinessDate(store: String) throws -> BusinessDate? {
    try first("SELECT latest FROM business_dates WHERE store = ?", [store]) { row in
      try row.date("latest")
    }
  }

  func setLatestBusinessDate(_ date: BusinessDate, store: String) throws {
    try run(
      """
      INSERT INTO business_dates (store, latest) VALUES (?, ?)
      ON CONFLICT (store) DO UPDATE SET latest = excluded.latest
      """, [store, date.description])
  }
}
