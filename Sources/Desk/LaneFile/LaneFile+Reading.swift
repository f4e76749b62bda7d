import Documents
import Foundation
import LinuxSystem
import Wording

extension LaneFile {
  /// Reads a lane file, without looking at the files that it names.
  ///
  /// - Parameters:
  ///   - bytes: YAML, UTF-8.
  ///   - path: where the file is; relative paths in it are relative to its folder.
  /// - Throws: ``LaneFileError`` with every mistake, each with line, column and, where one can be guessed,
  ///   a suggestion.
  public static func read(_ bytes: [UInt8], path: String) throws(LaneFileError) -> LaneFile {
    do {
      return try Document.read(bytes, as: .yaml, file: path) { document in
        document.fields().flatMap { LaneFileReader(path: path).lane($0) }
      }
    } catch {
      throw LaneFileError(file: path, mistakes: error.mistakes)
    }
  }

  /// Opens a lane file and reads it. Throws ``LaneFileError``, or ``PlainError`` where it cannot be opened.
  package static func open(_ path: String) throws -> LaneFile {
    guard let bytes = SystemFile.bytes(path, limit: 2 << 20), !isFolder(path) else {
      throw PlainError.unreadable(
        path, isFolder(path) ? "a folder" : "no such file, or not readable")
    }
    return try read(bytes, path: path)
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
