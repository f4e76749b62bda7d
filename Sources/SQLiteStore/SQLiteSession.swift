import GRDB
import StoreTables

/// One transaction on a store file. Prepared statements are cached by the connection.
struct SQLiteSession: SQLSession {
  let db: Database

  static var listed: String { "(SELECT value FROM json_each(?))" }

  func query(_ sql: String, _ arguments: SQLArguments, _ take: (Row) throws -> Bool) throws {
    let statement = try db.cachedStatement(sql: sql)
    let rows = try Row.fetchCursor(statement, arguments: StatementArguments(arguments))
    while let row = try rows.next() {
      guard try take(row) else { return }
    }
  }

  func execute(_ sql: String, _ arguments: SQLArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(arguments))
  }
}

typealias SQLiteTransaction = SQLTransaction<SQLiteSession>

extension SQLTransaction<SQLiteSession> {
  /// Works on the tables through a connection.
  init(db: Database) { self.init(SQLiteSession(db: db)) }
}

extension StatementArguments {
  fileprivate init(_ arguments: SQLArguments) {
    self.init(
      arguments.values.map { value -> (any DatabaseValueConvertible)? in
        switch value {
        case .null: nil
        case .integer(let number): number
        case .text(let text): text
        }
      })
  }
}
