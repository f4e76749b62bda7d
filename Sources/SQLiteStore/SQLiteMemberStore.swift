import Foundation
import GRDB
public import MemberStore

/// The member store in one SQLite file, embedded in the lane; several lanes and programs may share it.
///
/// Write-ahead log, foreign keys, `synchronous = FULL`: a commit that returned survives a power cut, and
/// a reader never waits for a writer. A new file can be read by its owner only: it holds personal data
/// (rule A29). A file that is no CardLane store is refused and left byte for byte as it was.
public final class SQLiteMemberStore: MemberStore {
  private let pool: DatabasePool
  /// Where the file lies.
  public let path: String

  /// Opens a store, making it where there is none.
  ///
  /// - Parameters:
  ///   - path: the file; `-wal` and `-shm` lie beside it while it is open.
  ///   - patience: how long to wait for another program's write, in seconds.
  /// - Throws: `notAStore`, `storeTooNew`, `storeDamaged`, `storeUnavailable`, `storeReadOnly`,
  ///   `diskFull`, `storeBusy`.
  public convenience init(path: String, patience: Double = 5) throws(StoreError) {
    try self.init(path: path, patience: patience, pageLimit: nil)
  }

  /// See ``init(path:patience:)``.
  ///
  /// - Parameter pageLimit: the most pages that the file may have, which is how a full disk looks.
  init(path: String, patience: Double, pageLimit: Int?) throws(StoreError) {
    let kind = try SQLiteFile.inspect(path)
    do {
      // The tables are made with the ordinary journal, so that the mark of a store is in the file
      // itself, and not only in a log, from its first moment on.
      if kind == .new { try Self.create(path, patience: patience) }
      var configuration = Self.configuration(patience)
      if let pageLimit {
        configuration.prepareDatabase { db in
          try db.execute(sql: "PRAGMA max_page_count = \(pageLimit)")
        }
      }
      pool = try DatabasePool(path: path, configuration: configuration)
      self.path = path
      try pool.writeWithoutTransaction { db in
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version <= SQLiteSchema.version else { throw StoreError.storeTooNew(path) }
        if version < SQLiteSchema.version { try SQLiteSchema.migrate(db) }
        // FULL: after a commit the log is on disk, not in a cache. Set here, on the one connection
        // that writes, because opening the pool in WAL mode sets NORMAL.
        try db.execute(sql: "PRAGMA synchronous = FULL")
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  private static func create(_ path: String, patience: Double) throws {
    SQLiteFile.makePrivate(path)
    let queue = try DatabaseQueue(path: path, configuration: configuration(patience))
    try queue.writeWithoutTransaction { db in
      try db.inTransaction(.exclusive) {
        // Another lane may have made it in between.
        if try Int.fetchOne(db, sql: "PRAGMA user_version") == 0 {
          try SQLiteSchema.build(db)
        }
        return .commit
      }
    }
    try queue.close()
  }

  private static func configuration(_ patience: Double) -> Configuration {
    var configuration = Configuration()
    configuration.label = "CardLane.MemberStore"
    configuration.busyMode = .timeout(patience)
    configuration.foreignKeysEnabled = true
    // What is erased is overwritten, not only unlinked (rule A48).
    configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA secure_delete = ON") }
    return configuration
  }

  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    do {
      return try await pool.read { db in try body(SQLiteTransaction(db: db)) }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  public func write<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    do {
      return try await pool.write { db in try body(SQLiteTransaction(db: db)) }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  public func close() async throws(StoreError) {
    do { try pool.close() } catch { throw StoreError(error, path: path) }
  }
}

extension SQLiteMemberStore {
  /// Empties the log beside the file, which still holds what was erased (rule A48).
  ///
  /// - Throws: `storeBusy` while another program reads; erasing itself is done, try again later.
  public func purge() async throws(StoreError) {
    do {
      let isBusy = try await pool.writeWithoutTransaction { db in
        try Bool.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? false
      }
      if isBusy { throw StoreError.storeBusy(path) }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// The settings of the connection that writes, as SQLite tells them.
  func pragmas(_ names: [String]) async throws -> [String] {
    try await pool.writeWithoutTransaction { db in
      try names.map { try String.fetchOne(db, sql: "PRAGMA \($0)") ?? "" }
    }
  }
}
