import Foundation
import GRDB
public import MemberStore

/// The member store in one SQLite file, embedded in the lane; several lanes and programs may share it.
///
/// Write-ahead log, foreign keys, `synchronous = FULL`: a commit that returned survives a power cut, and
/// a reader never waits for a writer. When the last program lets go of the store, the file alone is the
/// whole store. A new file can be read by its owner only: it holds personal data (rule A29). A file that is
/// no CardLane store is refused and left byte for byte as it was. On a read-only file system a store can
/// be read.
public final class SQLiteMemberStore: MemberStore {
  let reader: any DatabaseReader
  /// `nil` where the store can only be read.
  private let pool: DatabasePool?
  /// Where the file lies.
  public let path: String

  /// Opens a store, making it where there is none.
  ///
  /// - Parameters:
  ///   - path: the file; `-wal` and `-shm` lie beside it while it is open.
  ///   - patience: how long to wait for another program's write, in seconds.
  /// - Throws: `notAStore`, `storeTooNew`, `storeDamaged`, `storeUnavailable`, `storeReadOnly`,
  ///   `logMismatch`, `diskFull`, `storeBusy`.
  public convenience init(path: String, patience: Double = 5) throws(StoreError) {
    try self.init(path: path, patience: patience, pageLimit: nil)
  }

  /// See ``init(path:patience:)``.
  ///
  /// - Parameters:
  ///   - pageLimit: the most pages that the file may have, which is how a full disk looks.
  ///   - isReadOnly: whether nothing can be written there; looked up unless given.
  init(
    path: String, patience: Double, pageLimit: Int?, isReadOnly: Bool? = nil
  ) throws(StoreError) {
    self.path = path
    let file = SQLiteFile.target(of: path)
    do {
      if SQLiteFile.wasBeingMade(file) { try Self.takeBack(file, patience: patience) }
      let kind = try SQLiteFile.inspect(file)
      if kind == .store, isReadOnly ?? SQLiteFile.isReadOnly(file) {
        (pool, reader) = (nil, try Self.openForReading(file))
        return
      }
      // The tables are made with the ordinary journal, so that the mark of a store is in the file
      // itself, and not only in a log, from its first moment on.
      if kind == .new { try Self.create(file, patience: patience) }
      if SQLiteFile.hasLog(file), !SQLiteLog.belongs(to: file) {
        throw StoreError.logMismatch(path)
      }
      let pool = try Self.open(file, patience: patience, pageLimit: pageLimit)
      (self.pool, reader) = (pool, pool)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  private static func open(
    _ file: String, patience: Double, pageLimit: Int?
  ) throws -> DatabasePool {
    var configuration = configuration(patience)
    if let pageLimit {
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA max_page_count = \(pageLimit)")
      }
    }
    let pool = try DatabasePool(path: file, configuration: configuration)
    try pool.writeWithoutTransaction { db in
      if try version(db, of: file) < SQLiteSchema.version { try SQLiteSchema.migrate(db) }
      // FULL: after a commit the log is on disk, not in a cache. Set here, on the one connection
      // that writes, because opening the pool in WAL mode sets NORMAL.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try lookAtRoots(db)
    }
    return pool
  }

  /// Opens a store where nothing can be written, not even the index of a log.
  private static func openForReading(_ file: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "CardLane.MemberStore"
    configuration.readonly = true
    guard !SQLiteFile.hasLog(file), let uri = SQLiteFile.uri(file) else {
      throw StoreError.storeReadOnly(file)
    }
    let queue = try DatabaseQueue(path: uri + "?immutable=1", configuration: configuration)
    try queue.read { db in
      guard try version(db, of: file) == SQLiteSchema.version else {
        throw StoreError.storeReadOnly(file)
      }
      try lookAtRoots(db)
    }
    return queue
  }

  private static func version(_ db: Database, of file: String) throws -> Int {
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard version <= SQLiteSchema.version else { throw StoreError.storeTooNew(file) }
    return version
  }

  /// Looks at the first page of every table: one that was overwritten is told now, not as an empty table.
  private static func lookAtRoots(_ db: Database) throws {
    for table in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
    {
      _ = try Row.fetchOne(db, sql: "SELECT * FROM \(table.quotedDatabaseIdentifier) LIMIT 1")
    }
  }

  private static func create(_ file: String, patience: Double) throws {
    SQLiteFile.makePrivate(file)
    let queue = try DatabaseQueue(path: file, configuration: configuration(patience))
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

  /// Lets SQLite undo what a crash left of a store that was being made.
  private static func takeBack(_ file: String, patience: Double) throws {
    let queue = try DatabaseQueue(path: file, configuration: configuration(patience))
    _ = try queue.read { db in try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master") }
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

  deinit { try? letGo() }

  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    do {
      return try await reader.read { db in try body(SQLiteTransaction(db: db)) }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  public func write<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    do {
      return try await writer().write { db in
        let before = db.totalChangesCount
        let value = try body(SQLiteTransaction(db: db))
        if db.totalChangesCount != before { try SQLiteLog.mark(db) }
        return value
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  func writer() throws(StoreError) -> DatabasePool {
    guard let pool else { throw .storeReadOnly(path) }
    return pool
  }

  public func close() async throws(StoreError) {
    do { try letGo() } catch { throw StoreError(error, path: path) }
  }

  /// Closes the connection that writes after those that read: the last one moves the log into the file, and
  /// only one that writes can.
  private func letGo() throws {
    pool?.invalidateReadOnlyConnections()
    try reader.close()
  }
}

extension SQLiteMemberStore {
  public func purge() async throws(StoreError) {
    do {
      let isBusy = try await writer().writeWithoutTransaction { db in
        try Bool.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? false
      }
      if isBusy { throw StoreError.storeBusy(path) }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Reads every page, compares every index with its table, and looks whether every entry points to something.
  ///
  /// Takes as long as reading the file takes.
  ///
  /// - Throws: `storeDamaged`.
  public func check() async throws(StoreError) {
    do {
      let isWhole = try await reader.read { db in
        let answers = try String.fetchAll(db, sql: "PRAGMA integrity_check(1)")
        let lost = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check")
        return answers == ["ok"] && lost == nil
      }
      if !isWhole { throw StoreError.storeDamaged(path) }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// The settings of the connection that writes, as SQLite tells them.
  func pragmas(_ names: [String]) async throws -> [String] {
    try await writer().writeWithoutTransaction { db in
      try names.map { try String.fetchOne(db, sql: "PRAGMA \($0)") ?? "" }
    }
  }
}
