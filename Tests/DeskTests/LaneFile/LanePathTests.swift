import Documents
import Foundation
import Testing
import Wording

@testable import Desk

@Suite("Files that a lane file names")
struct LanePathTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "lane-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func write(_ name: String, _ text: String, mode: Int = 0o600) throws {
    let path = folder.appending(path: name).path
    try Data(text.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  private func lane(_ more: String) throws -> LaneFile {
    try LaneFile.read(
      Array("shop: { id: S01 }\nlane: L1\n\(more)\n".utf8),
      path: folder.appending(path: "lane.yaml").path)
  }

  @Test(
    "Relative paths begin at the file's folder; absolute ones and addresses stay",
    arguments: [
      ("lane.yaml", "members.db", "members.db"),
      ("./lane.yaml", "members.db", "./members.db"),
      ("/etc/cardlane/lane.yaml", "members.db", "/etc/cardlane/members.db"),
      ("/etc/cardlane/lane.yaml", "../members.db", "/etc/cardlane/../members.db"),
      ("/etc/cardlane/lane.yaml", "/var/lib/members.db", "/var/lib/members.db"),
      ("/etc/cardlane/lane.yaml", "postgres://book/shop", "postgres://book/shop"),
    ])
  func relative(file: String, written: String, resolved: String) throws {
    let text = "shop: { id: S01 }\nlane: L1\nstore: \"\(written)\"\n"
    #expect(try LaneFile.read(Array(text.utf8), path: file).store?.value == resolved)
  }

  @Test(
    "The files inside a key store's URI are relative to the file as well",
    arguments: [
      (
        "sam:ACS%20SAM?pairing=pair.key&role=issuer",
        "sam:ACS%20SAM?pairing=/e/c%20l/pair.key&role=issuer"
      ),
      ("sam:ACS?pairing=/k/pair.key", "sam:ACS?pairing=/k/pair.key"),
      (
        "pkcs11:token=T?module-path=/usr/lib/p.so&pin-source=file:pin",
        "pkcs11:token=T?module-path=/usr/lib/p.so&pin-source=file:/e/c%20l/pin"
      ),
    ])
  func uris(written: String, resolved: String) throws {
    let text = "shop: { id: S01 }\nlane: L1\nkeys: { from: \"\(written)\" }\n"
    let file = try LaneFile.read(Array(text.utf8), path: "/e/c l/lane.yaml")
    #expect(file.keys.from?.value == resolved)
  }

  @Test("A file that is not there is named at its place, with the one that was probably meant")
  func missing() throws {
    try write("chain-store.yaml", "x")
    let found = try lane("programs: [chain-stor.yaml]\nposter: poster.yaml\nstore: none/members.db")
      .mistakesOfFiles()
    #expect(found.map(\.code) == ["missingFile", "missingFile", "missingFile"])
    #expect(found.map(\.path) == ["programs[0]", "poster", "store"])
    #expect(found.map(\.line) == [3, 4, 5] && found.map(\.column) == [12, 9, 8])
    #expect(found[0].suggestion?.english == "Did you mean \"chain-store.yaml\"?")
  }

  @Test("A store that is not there yet is no mistake; a folder in its place is")
  func store() throws {
    #expect(try lane("store: members.db").mistakesOfFiles().isEmpty)
    #expect(try lane("store: \".\"").mistakesOfFiles().map(\.code) == ["notAFile"])
  }

  @Test(
    "A secret that others can read is refused at its place",
    arguments: [("passphraseFile", 0o640), ("pinFile", 0o604), ("passphraseFile", 0o666)])
  func secrets(field: String, mode: Int) throws {
    try write("secret", "hush", mode: mode)
    let found = try lane("keys:\n  \(field): secret").mistakesOfFiles()
    #expect(found.map(\.code) == ["keyFileOpenToOthers"])
    #expect(found.first?.line == 4 && found.first?.column == field.count + 5)
    #expect(found.first?.suggestion?.english.contains("chmod 600") == true, "\(found)")
    try write("secret", "hush")
    #expect(try lane("keys:\n  \(field): secret").mistakesOfFiles().isEmpty)
  }

  @Test("A key file that is none is refused at its place")
  func keyFile() throws {
    try write("keys.json", "{}")
    let found = try lane("keys: { from: keys.json }").mistakesOfFiles()
    #expect(found.count == 1 && found.first?.path == "keys.from" && found.first?.line == 3)
  }
}
