import Foundation
import GRDB
public import MemberStore
import Wording

/// Whole copies of a store: under another name until they are whole, then in their place at once.
enum SQLiteCopy {
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  static func size(_ path: String) -> Int64 {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// Fills a new file, looks through it, and gives it its name.
  static func make(
    at destination: String, _ fill: @escaping @Sendable (DatabaseQueue) throws -> Void,
    failing explain: (any Error) -> StoreError
  ) async throws(StoreError) {
    guard !exists(destination) else { throw .fileExists(destination) }
    let part = destination + ".part"
    try? FileManager.default.removeItem(atPath: part)
    defer { try? FileManager.default.removeItem(atPath: part) }
    SQLiteFile.makePrivate(part)
    do {
      let queue = try DatabaseQueue(path: part)
      try fill(queue)
      let isWhole = try await queue.writeWithoutTransaction { db in
        // One file, without a log beside it.
        try db.execute(sql: "PRAGMA journal_mode = DELETE")
        return try String.fetchAll(db, sql: "PRAGMA integrity_check(1)") == ["ok"]
      }
      try queue.close()
      guard isWhole else { throw StoreError.storeDamaged(destination) }
    } catch let error as StoreError {
      throw error
    } catch {
      throw explain(error)
    }
    // Never over a file that somebody has made meanwhile.
    guard unsafe link(part, destination) == 0 else {
      throw errno == EEXIST ? .fileExists(destination) : .storeUnavailable(destination)
    }
    syncFolder(of: destination)
  }

  /// A backup, to be read only: nothing is written, not even beside it.
  static func source(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    guard !SQLiteFile.hasLog(path), let uri = SQLiteFile.uri(path) else {
      return try DatabaseQueue(path: path, configuration: configuration)
    }
    return try DatabaseQueue(path: uri + "?immutable=1", configuration: configuration)
  }

  /// Makes sure that nobody has a store open, and moves its log into it. A damaged one is left as it is.
  static func takeAlone(_ path: String) throws(StoreError) {
    guard exists(path) else { return }
    do {
      let queue = try DatabaseQueue(path: path)
      let mode = try queue.writeWithoutTransaction { db in
        try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
      }
      try queue.close()
      guard mode == "delete" else { throw StoreError.storeBusy(path) }
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError
      where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode)
    {
      throw .storeBusy(path)
    } catch {
      // What cannot be opened nobody has open.
    }
  }

  /// Puts one file in the place of another, which is kept with what lies beside it.
  static func replace(
    _ path: String, by ready: String, keepingAs kept: String
  ) throws(StoreError) {
    for end in ["", "-wal", "-shm", "-journal"] where exists(path + end) {
      guard unsafe rename(path + end, kept + end) == 0 else { throw .storeUnavailable(kept) }
    }
    guard unsafe rename(ready, path) == 0 else {
      // Back to what was.
      _ = unsafe rename(kept, path)
      throw .storeUnavailable(path)
    }
    syncFolder(of: path)
  }

  private static func syncFolder(of path: String) {
    let folder = unsafe open(
      URL(fileURLWithPath: path).deletingLastPathComponent().path,
      O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }
}

extension StoreError {
  static func fileExists(_ path: String) -> StoreError {
    StoreError(
      .fileExists, nature: .input,
      message: Sentence(
        zhHans: "“\(path)”已经存在，未作任何改动。", zhHant: "「\(path)」已經存在，未作任何更動。",
        en: "\"\(path)\" is there already; nothing was changed."),
      hint: Sentence(
        zhHans: "请换一个文件名。", zhHant: "請換一個檔案名稱。", en: "Choose another name."))
  }
}

extension StoreError.Code {
  /// A file is in the way of one that is to be made.
  public static let fileExists = Self(rawValue: "fileExists")
}
