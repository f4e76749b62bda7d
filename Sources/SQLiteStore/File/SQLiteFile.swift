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

  /// Looks at the 100-byte header of the file (SQLite file format, section 1.3) without opening it as a
  /// database: opening would already change a database that belongs to somebody else.
  ///
  /// - Throws: `notAStore`, `storeTooNew`, `storeDamaged`, `storeUnavailable`.
  static func inspect(_ path: String) throws(StoreError) -> Kind {
    guard FileManager.default.fileExists(atPath: path) else { return .new }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard attributes?[.type] as? FileAttributeType != .typeDirectory else {
      throw .notAStore(path)
    }
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

  private static func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func hasLog(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
    return (attributes?[.size] as? UInt64 ?? 0) > 0
  }
}
