import MemberStore
import StoreTables

/// Makes the tables and knows their version.
enum PostgresSchema {
  /// The version that this code reads and writes.
  static let version: Int64 = 1

  /// Sees whether the tables are there and of our version.
  static func look(
    on connection: PostgresConnection, store: String
  ) throws(PostgresFailure) {
    try connection.begin("ISOLATION LEVEL READ COMMITTED READ ONLY")
    let found: Int64
    do throws(PostgresFailure) {
      try connection.send("SELECT version FROM cardlane_schema")
      found = try version(try connection.answer(), store: store)
    } catch {
      try connection.rollBack()
      throw error
    }
    try connection.commit()
    if found > version { throw .refused(.schemaTooNew(store)) }
    if found < version { throw .refused(.schemaTooOld(store)) }
  }

  /// Makes the tables, or brings them up to date, in one transaction; one program at a time.
  ///
  /// - Parameter role: the role of the lanes, which is granted what a lane needs.
  /// - Returns: Whether there were none, or older ones.
  static func make(
    on connection: PostgresConnection, store: String, role: String?
  ) throws(PostgresFailure) -> Bool {
    try connection.begin("ISOLATION LEVEL READ COMMITTED")
    do throws(PostgresFailure) {
      try connection.send("SELECT pg_advisory_xact_lock(?)", [Int64(0x4344_4C4E)])
      let found = try present(on: connection, store: store)
      if let found, found > version { throw .refused(.schemaTooNew(store)) }
      if found == nil {
        for statement in PostgresTables.statements + guardians {
          try connection.send(statement)
        }
        try connection.send("CREATE TABLE cardlane_schema (version BIGINT NOT NULL)")
        try connection.send("INSERT INTO cardlane_schema (version) VALUES (?)", [version])
      }
      if let role { try grant(to: role, on: connection) }
      try connection.commit()
      return found == nil
    } catch {
      try connection.rollBack()
      throw error
    }
  }

  /// The version of the tables that are there; `nil` in an empty database.
  private static func present(
    on connection: PostgresConnection, store: String
  ) throws(PostgresFailure) -> Int64? {
    try connection.send(
      """
      SELECT count(*) AS tables, count(*) FILTER (WHERE tablename = 'cardlane_schema') AS ours
      FROM pg_tables WHERE schemaname = current_schema()
      """)
    let row = PostgresRow(answer: try connection.answer(), index: 0)
    let counts: (tables: Int64, ours: Int64)
    do { counts = (try row.value("tables"), try row.value("ours")) } catch {
      throw .refused(StoreError(error, store: store))
    }
    if counts.tables == 0 { return nil }
    guard counts.ours == 1 else { throw .refused(.otherTables(store)) }
    try connection.send("SELECT version FROM cardlane_schema")
    return try version(try connection.answer(), store: store)
  }

  private static func version(
    _ answer: PostgresAnswer, store: String
  ) throws(PostgresFailure) -> Int64 {
    guard answer.count == 1,
      let version = try? PostgresRow(answer: answer, index: 0).integer("version")
    else { throw .refused(.otherTables(store)) }
    return version
  }

  /// What a lane may: add to the ledgers, never change or remove what is in them.
  private static func grant(
    to role: String, on connection: PostgresConnection
  ) throws(PostgresFailure) {
    let role =
      "\""
      + role.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
    let all = PostgresTables.ledgers + PostgresTables.changing + ["commit_marks"]
    for statement in [
      "GRANT SELECT, INSERT ON \(all.joined(separator: ", ")) TO \(role)",
      "GRANT UPDATE ON \(PostgresTables.changing.joined(separator: ", ")) TO \(role)",
      "GRANT DELETE ON \(PostgresTables.passing.joined(separator: ", ")) TO \(role)",
      "GRANT SELECT ON cardlane_schema TO \(role)",
    ] {
      try connection.send(statement)
    }
  }

  /// The last line of defence, against the owner too: triggers that refuse to change or remove an entry. The
  /// lines of a sale that was given up go with it.
  private static let guardians =
    [
      """
      CREATE FUNCTION cardlane_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
      BEGIN
        IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'sale_lines' THEN
          IF (SELECT state FROM sales WHERE id = OLD.sale_id) = 'void' THEN RETURN OLD; END IF;
        END IF;
        RAISE EXCEPTION '%: entries are added, never changed or removed', TG_TABLE_NAME
          USING ERRCODE = 'restrict_violation';
      END $body$
      """
    ]
    + PostgresTables.ledgers.flatMap { table in
      [
        """
        CREATE TRIGGER \(table)_refuse BEFORE UPDATE OR DELETE ON \(table)
        FOR EACH ROW EXECUTE FUNCTION cardlane_refuse()
        """,
        """
        CREATE TRIGGER \(table)_refuse_truncate BEFORE TRUNCATE ON \(table)
        FOR EACH STATEMENT EXECUTE FUNCTION cardlane_refuse()
        """,
      ]
    }
}
