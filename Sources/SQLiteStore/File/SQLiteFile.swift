import Foundation
import MemberStore

/// What a file says about itself before anything is opened: a file that is not ours is never touched.
enum SQLiteFile {
  /// What lies at a path.
  enum Kind: Equatable {
    /// Nothing, or an empty file: a new store may be made here.
    case new
    /// A store of ours.
    case store
  }

  /// Where a path leads: links are followed, also one whose target is not there yet, so that a new store is
  /// made with our own mode and not with that of SQLite.
  static func target(of path: String) -> String {
    var path = path
    // As many links in a row as the kernel follows.
    for _ in 0..<40 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
        break
      }
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      path = next.hasPrefix("/") ? next : folder.appendingPathComponent(next).path
    }
    return path
  }

  /// Looks at the 100-byte header of the file (SQLite file format, section 1.3) without opening it as a
  /// database: opening would already change a database that belongs to somebody else.
  ///
  /// - Parameter path: the file itself, not a link to it.
  /// - Throws: `notAStore`, `storeOpenToOthers`, `storeTooNew`, `storeDamaged`, `storeUnavailable`.
  static func inspect(_ path: String) throws(StoreError) -> Kind {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return .new }
    // A pipe would wait for ever, a device is nobody's store.
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAStore(path) }
    guard status.st_mode & 0o022 == 0 else { throw .storeOpenToOthers(path) }
    let header: [UInt8]
    let size: UInt64
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? file.close() }
      header = Array(try file.read(upToCount: 100) ?? Data())
      size = try file.seekToEnd()
    } catch {
      throw .storeUnavailable(path)
    }
    if header.isEmpty { return .new }
    guard header.starts(with: Array("SQLite format 3\0".utf8)) else { throw .notAStore(path) }
    guard header.count == 100 else { throw .storeDamaged(path) }
    guard number(header, at: 68) == UInt32(bitPattern: SQLiteSchema.applicationID) else {
      throw .notAStore(path)
    }
    guard number(header, at: 60) <= UInt32(SQLiteSchema.version) else {
      throw .storeTooNew(path)
    }
    let shortPageSize = UInt64(header[16]) << 8 | UInt64(header[17])
    let pageSize = shortPageSize == 1 ? 65_536 : shortPageSize
    // With a log beside it the file itself may lag behind.
    let isComplete = UInt64(number(header, at: 28)) * pageSize <= size
    guard isComplete || hasLog(path) else { throw .storeDamaged(path) }
    return .store
  }

  /// Makes an empty file with mode 0600 where there is none; SQLite gives its log the same mode.
  ///
  /// Where that cannot be, SQLite finds out by itself and says why.
  static func makePrivate(_ path: String) {
    let file = unsafe open(path, O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 { close(file) }
  }

  /// Whether a crash left a journal beside the file while a store was being made in it: the file was empty
  /// before, and SQLite takes it back to that.
  ///
  /// The journal's header says how many pages the file had (SQLite file format, section 3).
  static func wasBeingMade(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path + "-journal") else { return false }
    defer { try? file.close() }
    let header = Array((try? file.read(upToCount: 28)) ?? Data())
    let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    return header.count == 28 && header.starts(with: magic) && number(header, at: 16) == 0
  }

  /// A path as an address that SQLite reads, so that settings can follow it.
  static func uri(_ path: String) -> String? {
    let path = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    return path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed).map { "file:" + $0 }
  }

  /// Whether nothing can be written at a path: the whole file system is read-only, or the file and its folder
  /// are.
  static func isReadOnly(_ path: String) -> Bool {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return unsafe access(path, W_OK) != 0 && access(folder, W_OK) != 0
  }

  private static func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Whether a log that holds something lies beside the file.
  static func hasLog(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
    return (attributes?[.size] as? UInt64 ?? 0) > 0
  }
}
