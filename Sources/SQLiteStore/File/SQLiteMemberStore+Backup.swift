import Foundation
import GRDB
public import MemberStore
import Wording

extension SQLiteMemberStore {
  /// Copies the store as it is at one moment into a file of its own, while lanes work on; the copy is looked
  /// through before it has its name.
  ///
  /// - Parameter destination: where nothing is yet; made with mode 0600.
  /// - Throws: `fileExists`, `storeDamaged`, `diskFull`, `storeUnavailable`.
  public func backUp(to destination: String) async throws(StoreError) {
    let (reader, path) = (reader, path)
    try await SQLiteCopy.make(at: destination) { part in
      try reader.backup(to: part)
    } failing: {
      StoreError($0, path: path)
    }
  }

  /// Puts a backup in a store's place. What was there is kept under another name; the backup stays as it is.
  ///
  /// No other program may have the store open.
  ///
  /// - Parameters:
  ///   - backup: the copy; of this version or an earlier one.
  ///   - path: the store.
  ///   - kept: the name for what was there; nothing is there yet.
  ///   - entry: who has done it and why; written into the store that is back.
  /// - Throws: `storeBusy` while others have the store open, `notAStore`, `storeDamaged`, `storeTooNew` of the
  ///   backup, `fileExists`, `diskFull`.
  public static func restore(
    _ backup: String, to path: String, keepingAs kept: String, noting entry: AuditEntry
  ) async throws(StoreError) {
    let (backup, path) = (SQLiteFile.target(of: backup), SQLiteFile.target(of: path))
    guard try SQLiteFile.inspect(backup) == .store else { throw .notAStore(backup) }
    if SQLiteFile.hasLog(backup), !SQLiteLog.belongs(to: backup) { throw .logMismatch(backup) }
    if SQLiteCopy.exists(kept) { throw .fileExists(kept) }
    let ready = path + ".restoring"
    try? FileManager.default.removeItem(atPath: ready)
    defer { try? FileManager.default.removeItem(atPath: ready) }
    try await SQLiteCopy.make(at: ready) { part in
      try SQLiteCopy.source(backup).backup(to: part)
    } failing: {
      StoreError($0, path: backup)
    }
    // Brings an old one up to date, and closes it as one file.
    let store = try SQLiteMemberStore(path: ready)
    try await store.note(entry)
    try await store.check()
    try await store.close()
    try SQLiteCopy.takeAlone(path)
    try SQLiteCopy.replace(path, by: ready, keepingAs: kept)
  }

  /// Gives back the room of what was removed.
  ///
  /// - Returns: the bytes of the file before and after.
  /// - Throws: `storeBusy`, `diskFull`: as much room again is needed meanwhile.
  public func compact() async throws(StoreError) -> (before: Int64, after: Int64) {
    let file = SQLiteFile.target(of: path)
    try await purge()
    let before = SQLiteCopy.size(file)
    do {
      try await writer().writeWithoutTransaction { db in try db.execute(sql: "VACUUM") }
    } catch {
      throw StoreError(error, path: path)
    }
    try await purge()
    return (before, SQLiteCopy.size(file))
  }
}
