import GRDB
import Loyalty
import StoreTables

/// Works out what version 2 had not written down: money that was loaded onto cards and spent from them,
/// fees that were paid, and what held sales will do.
///
/// Everything here stands as it was when version 3 came: its own statements and its own arithmetic on the
/// tables of that time. Today's booking rules change; what became of an old file does not.
struct Version3Filling {
  let db: Database

  /// Fills the ledgers of version 3, once, when a file of version 2 is brought up to date.
  static func run(_ db: Database) throws {
    let filling = Version3Filling(db: db)
    try filling.payFees()
    for sale in try filling.sales() { try filling.fill(sale) }
  }

  private struct Sale {
    let id: String
    let member: String
    let store: String
    let date: String
    let isHeld: Bool
    /// Fen of its top-ups.
    let loaded: Int64
    /// Fen that were paid from the card.
    let spent: Int64
  }

  private func payFees() throws {
    try db.execute(
      sql: """
        INSERT INTO fee_entries (id, member_id, year, is_payment, reference, business_date)
        SELECT 'opening:' || id || '/f1', id, fee_paid_for, 1, 'opening:' || id, NULL
        FROM members WHERE fee_paid_for IS NOT NULL ORDER BY id
        """)
  }

  /// Sales with prepaid lines or a prepaid tender, in the order of holding.
  private func sales() throws -> [Sale] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, member_id, store, business_date, state, content,
          COALESCE((SELECT SUM(net_fen) FROM sale_lines l
            WHERE l.sale_id = s.id AND l.kind = 'prepaid'), 0) AS loaded
        FROM sales s WHERE member_id IS NOT NULL AND state <> 'void'
          AND (content LIKE '%prepaid %' OR EXISTS (SELECT 1 FROM sale_lines l
            WHERE l.sale_id = s.id AND l.kind = 'prepaid')) ORDER BY position
        """
    ).map { row in
      try Sale(
        id: row.value("id"), member: row.value("member_id"), store: row.value("store"),
        date: row.value("business_date"),
        isHeld: row.value("state") == "hold", loaded: row.value("loaded"),
        spent: Self.prepaidTender(row.value("content")))
    }
  }

  private func fill(_ sale: Sale) throws {
    if sale.isHeld {
      if sale.loaded != 0 || sale.spent != 0 {
        try db.execute(
          sql: "UPDATE sales SET effects = ? WHERE id = ?",
          arguments: [
            #"[{"gifts":[],"prepaidLoadedFen":\#(sale.loaded),"prepaidSpentFen":\#(sale.spent)}]"#,
            sale.id,
          ])
      }
    } else if sale.loaded > 0 {
      let id = try nextID(sale.id)
      try move(sale.loaded, "loaded", lot: id, id: id, of: sale, as: sale.id, on: sale.date)
    }
    let covered = min(sale.spent, try balance(of: sale.member))
    try take(
      covered, "spent", from: try lots(of: sale.member), of: sale, as: sale.id, on: sale.date)
    if covered < sale.spent {
      try move(
        covered - sale.spent, "overdrawn", lot: nil, id: sale.id + "/overdrawn", of: sale,
        as: sale.id, on: sale.date)
    }
    try payOut(sale)
  }

  /// Top-ups that came back before there was a ledger, as far as the money is still there: from the sale's
  /// own top-up first, then from the oldest.
  private func payOut(_ sale: Sale) throws {
    let returns = try Row.fetchAll(
      db,
      sql: """
        SELECT r.id, r.business_date, COALESCE(SUM(rl.refund_fen), 0) AS back
        FROM returns r JOIN return_lines rl ON rl.return_id = r.id
        JOIN sale_lines l ON l.sale_id = r.sale_id AND l.id = rl.line_id AND l.kind = 'prepaid'
        WHERE r.sale_id = ? GROUP BY r.id ORDER BY r.position
        """, arguments: [sale.id])
    for entry in returns {
      let own = Set(
        try String.fetchAll(
          db, sql: "SELECT id FROM prepaid_movements WHERE reference = ? AND kind = 'loaded'",
          arguments: [sale.id]))
      let lots = try lots(of: sale.member)
      try take(
        min(try entry.value("back"), try balance(of: sale.member)), "paidOut",
        from: lots.filter { own.contains($0.id) } + lots.filter { !own.contains($0.id) },
        of: sale, as: try entry.value("id"), on: try entry.value("business_date"))
    }
  }

  /// What is left of a member's top-ups, oldest first.
  private func lots(of member: String) throws -> [(id: String, left: Int64)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT p.id, t.left_fen FROM
          (SELECT lot_id, SUM(amount_fen) AS left_fen FROM prepaid_movements
            WHERE member_id = ? AND lot_id IS NOT NULL GROUP BY lot_id
            HAVING SUM(amount_fen) > 0) t
          JOIN prepaid_movements p ON p.id = t.lot_id
        ORDER BY p.position
        """, arguments: [member]
    ).map { (id: try $0.value("id"), left: try $0.value("left_fen")) }
  }

  private func balance(of member: String) throws -> Int64 {
    try lots(of: member).reduce(0) { $0 + $1.left }
  }

  private func take(
    _ amount: Int64, _ kind: String, from lots: [(id: String, left: Int64)], of sale: Sale,
    as reference: String, on date: String
  ) throws {
    var left = amount
    for lot in lots where left > 0 {
      let part = min(left, lot.left)
      try move(
        -part, kind, lot: lot.id, id: try nextID(reference), of: sale, as: reference, on: date)
      left -= part
    }
  }

  private func move(
    _ amount: Int64, _ kind: String, lot: String?, id: String, of sale: Sale, as reference: String,
    on date: String
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO prepaid_movements (id, member_id, kind, amount_fen, lot_id, store, reference,
          business_date) VALUES (?,?,?,?,?,?,?,?)
        """,
      arguments: [id, sale.member, kind, amount, lot, sale.store, reference, date])
  }

  private func nextID(_ reference: String) throws -> String {
    let count =
      try Int.fetchOne(
        db, sql: "SELECT COUNT(*) FROM prepaid_movements WHERE reference = ?",
        arguments: [reference]) ?? 0
    return "\(reference)/p\(count + 1)"
  }

  /// What a version 2 sale was paid from the card, in fen: its last line is such as
  /// `cash 5.00,prepaid 3.00`.
  private static func prepaidTender(_ content: String) -> Int64 {
    let line = content.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    return line.split(separator: ",").reduce(0) { sum, part in
      let words = part.split(separator: " ")
      guard words.count == 2, words[0] == "prepaid", let amount = Money(words[1]) else {
        return sum
      }
      return sum + amount.fen
    }
  }
}
