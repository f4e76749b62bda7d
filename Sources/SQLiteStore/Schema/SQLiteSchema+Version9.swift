/// Version 9: who may use a right, and which days are closed.
extension SQLiteSchema {
  /// Supervisors, with what is kept of their PIN.
  static let supervisors = [
    """
    CREATE TABLE supervisors (
      name TEXT NOT NULL PRIMARY KEY, pin TEXT NOT NULL,
      failures INTEGER NOT NULL CHECK (failures >= 0), locked_until INTEGER
    ) STRICT
    """
  ]

  /// Days that were closed, with their totals.
  static let closedDays =
    [
      """
      CREATE TABLE closed_days (
        store TEXT NOT NULL, business_date TEXT NOT NULL, who TEXT NOT NULL,
        closed_at TEXT NOT NULL, content TEXT NOT NULL,
        PRIMARY KEY (store, business_date)
      ) STRICT
      """
    ] + appendOnly("closed_days") + refuseReplacing("closed_days", ["store, business_date"])
}
