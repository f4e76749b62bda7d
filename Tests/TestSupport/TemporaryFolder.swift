import Foundation

/// A folder of a test's own, gone with it.
package final class TemporaryFolder: Sendable {
  /// Where it is.
  package let path: String

  /// Makes a folder that only its owner can look into.
  package init() throws {
    path = FileManager.default.temporaryDirectory.path + "/cardlane-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
