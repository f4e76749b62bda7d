/// Version 8: what rights were used.
extension SQLiteSchema {
  /// Who, when, why, what before and after.
  static let audit =
    [
      """
      CREATE TABLE audit (
        position INTEGER PRIMARY KEY,
        action TEXT NOT NULL, who TEXT NOT NULL, why TEXT, store TEXT, lane TEXT,
        before TEXT, after TEXT, happened_at TEXT NOT NULL
      ) STRICT
      """
    ] + appendOnly("audit") + refuseReplacing("audit", ["position"])
}
