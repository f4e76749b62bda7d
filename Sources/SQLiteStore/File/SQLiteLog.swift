import Foundation
import GRDB
import MemberStore

/// The write-ahead log beside a store, and whether it was written for it.
///
/// A crash leaves a log; who then puts a backup in the file's place would get pages of both, since nothing
/// in SQLite ties a log to its file. So every change of the store also replaces a random mark, and keeps the
/// one before. A log belongs to a file whose own mark it knows, as the mark before its first change or after
/// one of its changes.
enum SQLiteLog {
  /// Replaces the mark, in the transaction that changes the store.
  static func mark(_ db: Database) throws {
    try db.cachedStatement(
      sql: "UPDATE log_mark SET before = mark, mark = lower(hex(randomblob(16)))"
    ).execute()
  }

  /// Whether the log beside a file may be read into it.
  ///
  /// Another program may just be moving its log into the file: then the file's mark changes, and both are
  /// looked at again.
  static func belongs(to path: String) -> Bool {
    for _ in 0..<10 {
      guard let mark = fileMark(path) else { return true }
      if frames(of: path + "-wal", contain: mark) { return true }
      if fileMark(path) == mark { return false }
    }
    return true
  }

  /// The mark in the file alone, its log left out; `nil` where there is none to be read: a store of an
  /// earlier version, or one whose first pages were just being moved.
  private static func fileMark(_ path: String) -> String? {
    var configuration = Configuration()
    configuration.readonly = true
    guard let uri = SQLiteFile.uri(path),
      let queue = try? DatabaseQueue(path: uri + "?immutable=1", configuration: configuration)
    else { return nil }
    return try? queue.read { db in try String.fetchOne(db, sql: "SELECT mark FROM log_mark") }
  }

  /// Looks for a mark in the frames that count: those after them are left from before the log began anew
  /// (SQLite file format, section 4.1).
  private static func frames(of log: String, contain mark: String) -> Bool {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: log), options: .alwaysMapped),
      bytes.count > 32
    else { return false }
    func number(_ offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    let frame = 24 + number(8)
    let salt = bytes[16..<24]
    var end = 32
    while end + frame <= bytes.count, bytes[end + 8..<end + 16].elementsEqual(salt) { end += frame }
    return bytes[32..<end].range(of: Data(mark.utf8)) != nil
  }
}
