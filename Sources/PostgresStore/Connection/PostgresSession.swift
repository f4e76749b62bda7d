import StoreTables

/// A connection in the middle of a transaction, as the tables use it.
struct PostgresSession: SQLSession {
  let connection: PostgresConnection

  static var listed: String { "(SELECT json_array_elements_text(CAST(? AS json)))" }

  func query(
    _ sql: String, _ arguments: SQLArguments, _ take: (PostgresRow) throws -> Bool
  ) throws {
    try connection.send(sql, arguments)
    let answer = try connection.answer()
    for index in 0..<answer.count {
      guard try take(PostgresRow(answer: answer, index: index)) else { return }
    }
  }

  func execute(_ sql: String, _ arguments: SQLArguments) throws {
    try connection.change(sql, arguments)
  }
}
