/// Version 6: a mark that ties a log to its file, and ledgers that nobody gets past.
extension SQLiteSchema {
  /// See ``SQLiteLog``.
  static let logMark = [
    """
    CREATE TABLE log_mark (
      id INTEGER PRIMARY KEY CHECK (id = 1), mark TEXT NOT NULL, before TEXT NOT NULL
    ) STRICT
    """,
    "INSERT INTO log_mark (id, mark, before) VALUES (1, lower(hex(randomblob(16))), '')",
  ]

  /// `INSERT OR REPLACE` removes the row that is in the way without asking the triggers that refuse a
  /// removal, so a row that is in the way is refused before.
  static let noReplacing: [String] = [
    ("point_lots", ["id"]), ("point_uses", ["id", "position"]),
    ("sale_lines", ["sale_id, position"]), ("returns", ["id", "position"]),
    ("return_lines", ["return_id, position"]), ("redemptions", ["id"]),
    ("refusals", ["position"]), ("card_stock", ["id", "position"]),
    ("prepaid_movements", ["id", "position"]), ("fee_entries", ["id", "position"]),
    ("level_entries", ["member_id, period_end"]), ("lane_events", ["position"]),
  ].flatMap { refuseReplacing($0, $1) }

  /// A trigger that refuses a row where another one of the same keys is in the way.
  static func refuseReplacing(_ table: String, _ keys: [String]) -> [String] {
    let exists = keys.map { key in
      let columns = key.split(separator: ", ").map { "\($0) = NEW.\($0)" }
      return "EXISTS (SELECT 1 FROM \(table) WHERE \(columns.joined(separator: " AND ")))"
    }
    return [
      """
      CREATE TRIGGER \(table)_refuse_replace BEFORE INSERT ON \(table)
      WHEN \(exists.joined(separator: " OR "))
      BEGIN SELECT RAISE(ABORT, '\(table): entries are added, never changed or removed'); END
      """
    ]
  }
}
