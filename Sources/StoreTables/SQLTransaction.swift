import MemberStore

/// The tables of a store in a database that speaks SQL, as one transaction sees them.
///
/// The statements are written once, in what SQLite and PostgreSQL both understand: text for ids and dates
/// (ISO 8601, so that they sort), 64-bit integers for points and fen, `?` for a value. Where the two differ,
/// a ``SQLSession`` has the words of its own.
package struct SQLTransaction<Session: SQLSession>: StoreTransaction {
  package typealias Row = Session.Row

  let session: Session

  /// Works on the tables through a connection that is in a transaction.
  package init(_ session: Session) { self.session = session }

  /// The first row of a query as a value.
  func first<Value>(
    _ sql: String, _ arguments: SQLArguments, _ make: (Row) throws -> Value
  ) throws -> Value? {
    var value: Value?
    try session.query(sql, arguments) { row in
      value = try make(row)
      return false
    }
    return value
  }

  /// Every row of a query as a value.
  func all<Value>(
    _ sql: String, _ arguments: SQLArguments, _ make: (Row) throws -> Value
  ) throws -> [Value] {
    var values: [Value] = []
    try session.query(sql, arguments) { row in
      values.append(try make(row))
      return true
    }
    return values
  }

  /// The rows of a statement by the text in one of their columns, each group in the statement's order.
  func grouped<Value>(
    by column: String, _ sql: String, _ arguments: SQLArguments,
    _ make: (Row) throws -> Value
  ) throws -> [String: [Value]] {
    let rows = try all(sql, arguments) { row in (try row.value(column) as String, try make(row)) }
    return rows.reduce(into: [:]) { groups, row in groups[row.0, default: []].append(row.1) }
  }

  /// Runs a statement that answers nothing.
  func run(_ sql: String, _ arguments: SQLArguments) throws {
    try session.execute(sql, arguments)
  }
}
