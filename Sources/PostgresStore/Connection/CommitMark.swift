import Foundation
import StoreTables

/// A row that is written with every transaction that books: whether it is there tells what became of a
/// commit whose answer never came.
///
/// To ask is to write a void mark under the same key. Where the transaction has committed the key is taken;
/// where it is still under way the server waits for its end; where it is gone the key is now void, and it can
/// never commit. Who asks again finds the void mark, and knows.
enum CommitMark {
  static func make() -> String { UUID().uuidString }

  /// Writes a mark with what is booked.
  static func leave(
    _ mark: String, on connection: PostgresConnection
  ) throws(PostgresFailure) {
    try connection.send("INSERT INTO commit_marks (id, is_void) VALUES (?, 0)", [mark])
  }

  /// Takes the key of a transaction whose end is not known; `taken` where somebody has it.
  static func makeVoid(
    _ mark: String, on connection: PostgresConnection
  ) throws(PostgresFailure) {
    try connection.send("INSERT INTO commit_marks (id, is_void) VALUES (?, 1)", [mark])
    _ = try connection.answer()
  }

  /// Whether the transaction that has the key was booked.
  static func isBooked(_ mark: String, on connection: PostgresConnection) throws -> Bool {
    try connection.begin("ISOLATION LEVEL READ COMMITTED READ ONLY")
    let answer: PostgresAnswer
    do throws(PostgresFailure) {
      try connection.send("SELECT is_void FROM commit_marks WHERE id = ?", [mark])
      answer = try connection.answer()
    } catch {
      try connection.rollBack()
      throw error
    }
    try connection.commit()
    guard answer.count == 1 else { throw PostgresFailure.again("the mark is gone") }
    return try PostgresRow(answer: answer, index: 0).integer("is_void") == 0
  }

  /// Removes the marks that nobody asks for any more: those of yesterday. Who may only read leaves them.
  static func sweep(on connection: PostgresConnection) throws(PostgresFailure) {
    try connection.begin("ISOLATION LEVEL READ COMMITTED")
    do throws(PostgresFailure) {
      try connection.send(
        """
        DELETE FROM commit_marks
        WHERE made_at < CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) - 86400000000
        """)
      try connection.commit()
    } catch {
      if case .lost = error { throw error }
    }
  }
}
