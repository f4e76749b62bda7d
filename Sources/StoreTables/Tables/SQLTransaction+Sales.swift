package import BusinessCalendar
package import MemberStore
package import Loyalty

extension SQLTransaction {
  package func sale(_ id: String) throws -> SaleRecord? {
    try sales("WHERE s.id = ?", [id]).first
  }

  package func openSales(store: String, lane: String) throws -> [SaleRecord] {
    try sales("WHERE s.store = ? AND s.lane = ? AND s.state = 'hold'", [store, lane])
  }

  package func sales(store: String, after date: BusinessDate) throws -> [String] {
    try all(
      """
      SELECT id FROM sales WHERE store = ? AND state = 'committed' AND business_date > ?
      ORDER BY business_date, id
      """, [store, date.description]
    ) { try $0.value("id") }
  }

  package func insert(_ sale: SaleRecord) throws {
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

  package func setState(ofSale id: String, to state: SaleState, at time: String) throws {
    try run(
      "UPDATE sales SET state = ?, closed_at = ? WHERE id = ?", [state.rawValue, time, id])
  }

  package func setEffects(_ effects: SaleEffects, ofSale id: String) throws {
    try run(
      "UPDATE sales SET effects = ? WHERE id = ?", [try EffectsColumn.text(effects), id])
  }

  package func removeSale(_ id: String) throws {
    for statement in [
      "DELETE FROM print_jobs WHERE receipt_number = ?", "DELETE FROM receipts WHERE number = ?",
      "DELETE FROM sale_lines WHERE sale_id = ?", "DELETE FROM sales WHERE id = ?",
    ] {
      try run(statement, [id])
    }
  }

  /// Sales of a condition in the order of holding, with their lines: two statements, however many.
  package func sales(_ condition: String, _ arguments: SQLArguments) throws -> [SaleRecord] {
    let lines = try grouped(
      by: "sale_id",
      """
      SELECT l.* FROM sales s JOIN sale_lines l ON l.sale_id = s.id \(condition)
      ORDER BY l.sale_id, l.position
      """, arguments, Self.line)
    return try all("SELECT s.* FROM sales s \(condition) ORDER BY s.position", arguments) { row in
      try Self.sale(row, lines: lines[row.value("id")] ?? [])
    }
  }

  private static func sale(_ row: Row, lines: [FrozenLine]) throws -> SaleRecord {
    var sale = try SaleRecord(
      id: row.value("id"), store: row.value("store"), lane: row.value("lane"),
      date: row.date("business_date"),
      cashier: row.value("cashier"), content: row.value("content"), priced: row.value("priced"),
      quote: row.value("quote"),
      memberID: row.value("member_id"), lines: lines,
      program: ProgramVersion(id: row.value("program_id"), version: row.value("program_version")),
      due: row.money("due_fen"), basis: row.money("basis_fen"),
      earnings: ListColumn.list(row.value("earnings")), pointsSpent: row.value("points_spent"),
      level: row.value("level"), newLevel: row.value("new_level"),
      effects: EffectsColumn.effects(row.value("effects")), heldAt: row.value("held_at"))
    guard let state = try SaleState(rawValue: row.value("state")) else {
      throw StoreError.unreadable("state")
    }
    sale.state = state
    sale.closedAt = try row.value("closed_at")
    return sale
  }

  private static func line(_ row: Row) throws -> FrozenLine {
    guard let kind = try LineKind(rawValue: row.value("kind")) else {
      throw StoreError.unreadable("kind")
    }
    return try FrozenLine(
      id: row.value("id"), sku: row.value("sku"), name: row.value("name"),
      quantity: Quantity(thousandths: row.value("quantity_thousandths")),
      unitPrice: row.money("unit_price_fen"), kind: kind, counter: row.value("counter"),
      category: row.value("category"), brand: row.value("brand"), model: row.value("model"),
      gross: row.money("gross_fen"), counterDiscount: row.money("counter_discount_fen"),
      memberDiscount: row.money("member_discount_fen"), moneyOff: row.money("money_off_fen"),
      net: row.money("net_fen"))
  }

  /// What was paid in a sale `s` for goods, less what came back: fees and prepaid balances are no purchase.
  static var paidForGoods: String {
    """
    COALESCE((SELECT SUM(l.net_fen) FROM sale_lines l
      WHERE l.sale_id = s.id AND l.kind NOT IN ('fee', 'prepaid')), 0)
    - COALESCE((SELECT SUM(rl.refund_fen) FROM returns r
      JOIN return_lines rl ON rl.return_id = r.id
      JOIN sale_lines l ON l.sale_id = r.sale_id AND l.id = rl.line_id
      WHERE r.sale_id = s.id AND l.kind NOT IN ('fee', 'prepaid')), 0)
    """
  }

  package func purchases(
    of member: String, from: BusinessDate, through: BusinessDate
  ) throws -> [Purchase] {
    try all(
      """
      SELECT s.business_date,
        \(Self.paidForGoods) AS paid_fen
      FROM sales s
      WHERE s.member_id = ? AND s.business_date BETWEEN ? AND ? AND s.state = 'committed'
      ORDER BY s.business_date, s.position
      """, [member, from.description, through.description]
    ) { row in
      try Purchase(date: row.date("business_date"), paid: row.money("paid_fen"))
    }
  }

  package func latestBusinessDate(store: String) throws -> BusinessDate? {
    try first("SELECT latest FROM business_dates WHERE store = ?", [store]) { row in
      try row.date("latest")
    }
  }

  package func setLatestBusinessDate(_ date: BusinessDate, store: String) throws {
    try run(
      """
      INSERT INTO business_dates (store, latest) VALUES (?, ?)
      ON CONFLICT (store) DO UPDATE SET latest = excluded.latest
      """, [store, date.description])
  }
}
