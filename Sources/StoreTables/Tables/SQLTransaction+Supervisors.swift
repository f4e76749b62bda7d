package import MemberStore

extension SQLTransaction {
  package func supervisor(_ name: String) throws -> Supervisor? {
    try first("SELECT * FROM supervisors WHERE name = ?", [name], Self.supervisor)
  }

  package func supervisors() throws -> [Supervisor] {
    try all("SELECT * FROM supervisors ORDER BY name", [], Self.supervisor)
  }

  package func put(_ supervisor: Supervisor) throws {
    try run(
      """
      INSERT INTO supervisors (name, pin, failures, locked_until) VALUES (?,?,?,?)
      ON CONFLICT (name) DO UPDATE SET pin = excluded.pin, failures = excluded.failures,
        locked_until = excluded.locked_until
      """,
      [supervisor.name, supervisor.pin, supervisor.failures, supervisor.lockedUntil])
  }

  package func removeSupervisor(_ name: String) throws {
    try run("DELETE FROM supervisors WHERE name = ?", [name])
  }

  private static func supervisor(_ row: Row) throws -> Supervisor {
    try Supervisor(
      name: row.value("name"), pin: row.value("pin"), failures: row.value("failures"),
      lockedUntil: row.value("locked_until"))
  }
}
