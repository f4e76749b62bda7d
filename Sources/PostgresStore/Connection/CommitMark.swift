import Foundation
import StoreTables

/// A row that is written with every transaction that books: whether it is there tells what became of a
/// commit whose answer never came.
///
/// To ask is to write the same mark: where the transaction has committed the key is taken; where it is still
/// under way the server waits for its end; where it is gone the mark is ours, and it can never commit.
enum CommitMark {
  static func make() -> String { UUID().uuidString }

  static func leave(
    _ mark: String, on connection: PostgresConnection
  ) throws(PostgresFailure) {
    try connection.send("INSERT INTO commit_marks (id) VALUES (?)", [mark])
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
