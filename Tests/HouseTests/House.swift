import Foundation
import Testing

/// The source tree that these tests were built from.
struct House: Sendable {
  /// A room: a folder of Swift files that is a target.
  struct Room: Sendable, CustomTestStringConvertible {
    let name: String
    let folder: URL

    var testDescription: String { name }

    /// What its files import: the module, and the file's name.
    func imports() throws -> [(module: String, file: String)] {
      let pattern =
        /^(?:@\w+ )?(?:public |package |internal |fileprivate |private )?import (?:(?:struct|class|enum|protocol|func|var|let|typealias) )?(\w+)/
        .anchorsMatchLineEndings()
      return try Self.files(in: folder).flatMap { file in
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.matches(of: pattern).map { (String($0.1), file.lastPathComponent) }
      }
    }

    static func files(in folder: URL) throws -> [URL] {
      try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
    }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The rooms in `Sources` and `simulators`; those that are C headers only are none.
  static func rooms() throws -> [Room] {
    try ["Sources", "simulators"].flatMap { place in
      let folder = root.appending(path: place)
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        .map { Room(name: $0, folder: folder.appending(path: $0)) }
        .filter { try !Room.files(in: $0.folder).isEmpty }
    }
  }

  /// The folders in `Sources` and `simulators`.
  static func folders() throws -> [String] {
    try ["Sources", "simulators"].flatMap { place in
      try FileManager.default.contentsOfDirectory(atPath: root.appending(path: place).path)
        .sorted().map { "\(place)/\($0)" }
    }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
}
