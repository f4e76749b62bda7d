import GRDB
import MemberStore
import Synchronization

@testable import SQLiteStore

/// A store on one connection that notes every statement.
final class TracedStore: MemberStore {
  private let queue: DatabaseQueue
  private let seen: Seen

  private final class Seen: Sendable {
    let statements = Mutex<[String]>([])
  }

  init(path: String) throws {
    let seen = Seen()
    var configuration = Configuration()
    configuration.prepareDatabase { db in
      db.trace { event in
        if case .statement(let statement) = event {
          seen.statements.withLock { $0.append(statement.sql) }
        }
      }
    }
    self.seen = seen
    queue = try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Every statement since the store was opened, or forgotten about.
  var statements: [String] { seen.statements.withLock { $0 } }

  func forget() { seen.statements.withLock { $0 = [] } }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    do { return try await queue.read { try body(SQLiteTransaction(db: $0)) } } catch {
      throw StoreError(error, path: "traced")
    }
  }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    do { return try await queue.write { try body(SQLiteTransaction(db: $0)) } } catch {
      throw StoreError(error, path: "traced")
    }
  }

  func close() async throws(StoreError) {
    do { try queue.close() } catch { throw StoreError(error, path: "traced") }
  }
}
