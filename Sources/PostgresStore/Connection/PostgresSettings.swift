/// What a connection is told once.
enum PostgresSettings {
  static func make(
    on connection: PostgresConnection, limits: PostgresConnection.Limits
  ) throws(PostgresFailure) {
    let limit = limits.statement.components.seconds * 1_000
    let settings = [
      "statement_timeout = \(limit)", "lock_timeout = \(limit)",
      // A lane whose link broke in the middle of a sale, which the server has not noticed, does not hold the
      // others up for longer than they wait for a lock.
      "idle_in_transaction_session_timeout = \(limit / 3)",
      "synchronous_commit = on",
      // Our look-ups go by keys. A plan that reads a whole table, as small tables invite, would make every
      // lane's transaction depend on every other's.
      "enable_seqscan = off", "plan_cache_mode = force_generic_plan",
      "standard_conforming_strings = on",
    ]
    for setting in settings { try connection.send("SET \(setting)") }
    _ = try connection.answer()
  }
}
