import CPQ
import MemberStore

/// What the server answered to one statement. Used by the thread of its connection.
@safe final class PostgresAnswer {
  private let result: OpaquePointer
  private var columns: [String: Int32] = [:]

  /// Takes a result over.
  @unsafe init(_ result: OpaquePointer) { unsafe self.result = result }

  deinit { unsafe PQclear(result) }

  var status: ExecStatusType { unsafe PQresultStatus(result) }

  /// How many rows it has.
  var count: Int32 { unsafe PQntuples(result) }

  /// What was done, such as `COMMIT`.
  var command: String { unsafe String(cString: PQcmdStatus(result)) }

  /// Why the statement failed: the five characters of the SQL standard, and the server's own words.
  var failure: (state: String, message: String) {
    let state = unsafe PQresultErrorField(result, Int32(UInt8(ascii: "C")))
    let message = unsafe PQresultErrorField(result, Int32(UInt8(ascii: "M")))
    let whole = unsafe String(cString: PQresultErrorMessage(result)).trimmed
    let known = unsafe (
      state.map { unsafe String(cString: $0) }, message.map { unsafe String(cString: $0) }
    )
    return (known.0 ?? "", known.1 ?? whole)
  }

  /// The text of a column in a row; `nil` where it is empty.
  func text(_ row: Int32, _ column: String) throws -> String? {
    let index = unsafe columns[column] ?? PQfnumber(result, column)
    guard index >= 0 else { throw StoreError.unreadable(column) }
    columns[column] = index
    if unsafe PQgetisnull(result, row, index) == 1 { return nil }
    guard let value = unsafe PQgetvalue(result, row, index) else { return nil }
    return unsafe String(cString: value)
  }
}
