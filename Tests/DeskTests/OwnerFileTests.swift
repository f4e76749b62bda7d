import Desk
import Foundation
import Testing
import Wording

@Suite("Files that name members")
struct OwnerFileTests {
  private let folder = NSTemporaryDirectory() + "cardlane-desk-" + UUID().uuidString

  @Test("A file that names members can be read by its owner only, and replaces what was there")
  func ownerOnly() throws {
    try OutputFolder.make(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/slip.txt"
    try OwnerFile.write("old".utf8, to: path)
    try OwnerFile.write("new".utf8, to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("A folder that is a file is wrong input; nothing is written")
  func notAFolder() throws {
    try OwnerFile.write("x".utf8, to: folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let error = #expect(throws: PlainError.self) { try OutputFolder.make(folder) }
    #expect(error?.code == "folderUnusable")
    #expect(error?.nature == .input)
  }
}
