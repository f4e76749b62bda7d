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
  /// Another program may just be moving its log into the file, and begin it anew. A log begins anew only when all
  /// of it is in the file; then the file's mark or the log's salt has changed since, and both are looked at
  /// again. So only a pair that nobody touches is refused.
  static func belongs(to path: String) -> Bool {
    for _ in 0..<10 {
      guard let own = fileMark(path), let log = Committed(path + "-wal") else { return true }
      let marks = log.pages(own.page)
      if marks.isEmpty {
        // Nothing was changed by it: opening a store leaves such a log, which at most adds an empty page.
        if abs(log.pageCount - own.pageCount) <= 1 { return true }
      } else if marks.contains(where: { $0.range(of: Data(own.mark.utf8)) != nil }) {
        return true
      }
      if log.isUnchanged, let again = fileMark(path), again == own { return false }
    }
    return true
  }

  /// What the file alone says, its log left out.
  private struct Own: Equatable {
    var mark: String
    /// The page that the mark lies on.
    var page: Int
    var pageCount: Int
  }

  /// `nil` where there is no mark to be read: a store of an earlier version, or one whose first pages were
  /// just being moved.
  private static func fileMark(_ path: String) -> Own? {
    var configuration = Configuration()
    configuration.readonly = true
    guard let uri = SQLiteFile.uri(path),
      let queue = try? DatabaseQueue(path: uri + "?immutable=1", configuration: configuration)
    else { return nil }
    return try? queue.read { db in
      guard let mark = try String.fetchOne(db, sql: "SELECT mark FROM log_mark"),
        let page = try Int.fetchOne(
          db, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'log_mark'"),
        let count = try Int.fetchOne(db, sql: "PRAGMA page_count")
      else { return nil }
      return Own(mark: mark, page: page, pageCount: count)
    }
  }

  /// The frames of a log that count: those of the present salt, up to the last commit (SQLite file format,
  /// section 4.1). What follows is left from before the log began anew, or was never committed.
  private struct Committed {
    private let path: String
    private let bytes: Data
    private let frame: Int
    private let end: Int
    /// How many pages the file has after the last commit.
    let pageCount: Int

    /// `nil` for a log that is gone, or in which nothing was committed.
    init?(_ path: String) {
      guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)), bytes.count > 32
      else { return nil }
      self.path = path
      self.bytes = bytes
      frame = 24 + Self.number(bytes, 8)
      let salt = bytes[16..<24]
      var (place, end, count) = (32, 32, 0)
      while place + frame <= bytes.count, bytes[place + 8..<place + 16].elementsEqual(salt) {
        let size = Self.number(bytes, place + 4)
        place += frame
        if size > 0 { (end, count) = (place, size) }
      }
      guard count > 0 else { return nil }
      (self.end, pageCount) = (end, count)
    }

    /// Whether the log has not begun anew since it was read: its salt is still the same.
    var isUnchanged: Bool {
      guard let file = FileHandle(forReadingAtPath: path) else { return false }
      defer { try? file.close() }
      return (try? file.read(upToCount: 32)) == bytes.prefix(32)
    }

    /// Every committed state of a page, oldest first.
    func pages(_ page: Int) -> [Data] {
      stride(from: 32, to: end, by: frame).filter { Self.number(bytes, $0) == page }
        .map { bytes[$0 + 24..<$0 + frame] }
    }

    private static func number(_ bytes: Data, _ offset: Int) -> Int {
      bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
  }
}
