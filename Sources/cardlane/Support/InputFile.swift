import Desk
import Foundation

/// A file named on the command line; `-` is standard input.
enum InputFile {
  /// The whole content. Throws ``PlainError`` when it cannot be read or exceeds the limit (in bytes).
  static func bytes(_ path: String, limit: Int = 256 << 20) throws -> [UInt8] {
    let handle: FileHandle
    if path == "-" {
      handle = .standardInput
    } else {
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      if attributes?[.type] as? FileAttributeType == .typeDirectory {
        throw PlainError.unreadable(path, unsafe String(cString: strerror(EISDIR)))
      }
      guard let opened = FileHandle(forReadingAtPath: path) else {
        throw PlainError.unreadable(path, unsafe String(cString: strerror(errno)))
      }
      handle = opened
    }
    do {
      let data = try handle.read(upToCount: limit + 1) ?? Data()
      guard data.count <= limit else {
        throw PlainError.unreadable(path, "more than \(limit >> 20) MiB")
      }
      return [UInt8](data)
    } catch let error as PlainError {
      throw error
    } catch {
      throw PlainError.unreadable(path, error.localizedDescription)
    }
  }

  /// The whole content as UTF-8 text. Throws ``PlainError`` when it is not UTF-8.
  static func text(_ path: String) throws -> String {
    guard let text = String(validating: try bytes(path), as: UTF8.self) else {
      throw PlainError.unreadable(path, "not UTF-8 text")
    }
    return text
  }
}
