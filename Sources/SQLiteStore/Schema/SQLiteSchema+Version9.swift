/// Version 9: who may use a right.
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
}
