import Foundation
import LinuxSystem
import TestSupport
import Testing

@Suite("A file that is written goes where it was asked to, and nowhere else")
struct PlantedLinkTests {
  /// A folder of the test's own.
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "/durable-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("A planted symbolic link is replaced, and what it leads to stays as it was")
  func planted() throws {
    try withFolder { folder in
      let (victim, path) = (folder + "/victim", folder + "/slip.txt")
      try Data("mine".utf8).write(to: URL(filePath: victim))
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: victim)
      try DurableFile.write(Array("slip".utf8), to: path)
      #expect(text(victim) == "mine")
      #expect(text(path) == "slip")
      #expect(SystemFile.linkTarget(path) == nil)
    }
  }

  @Test("A key file may be a link, which stays; what it leads to is replaced")
  func followed() throws {
    try withFolder { folder in
      let (keys, path) = (folder + "/real.json", folder + "/keys.json")
      try Data("old".utf8).write(to: URL(filePath: keys))
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: keys)
      try DurableFile.write(Array("new".utf8), to: path, followingLink: true)
      #expect(text(keys) == "new")
      #expect(SystemFile.linkTarget(path) == keys)
    }
  }

  @Test("A name as long as the system takes is written, and one longer is refused as such")
  func longNames() throws {
    try withFolder { folder in
      let longest = folder + "/" + String(repeating: "n", count: 255)
      try DurableFile.write([1], to: longest)
      #expect(FileManager.default.contents(atPath: longest) == Data([1]))
      let error = #expect(throws: SystemCallError.self) {
        try DurableFile.write([1], to: longest + "n")
      }
      #expect(error?.errno == ENAMETOOLONG)
      #expect(SystemFile.names(in: folder).count == 1)
    }
  }
}
