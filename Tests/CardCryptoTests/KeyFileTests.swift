import CardCrypto
import Foundation
import KeyStoreSuite
import Testing

@Suite("Key file")
struct KeyFileTests {
  private let folder: TemporaryFolder
  private let path: String

  /// A file with two keys.
  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("keys.json")
    try KeyFile.create(at: path, passphrase: passphrase, derivation: quick)
    try KeyFile.importKey(
      KeyStoreUnderTest.key2026, at: path, year: 2026, passphrase: passphrase)
    try KeyFile.addRandomKey(at: path, year: 2025, right: .verify, passphrase: passphrase)
  }

  @Test("A new file has mode 0600 and lists years, rights and check values, never a key")
  func create() throws {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? Int) == 0o600)
    let listing = try KeyFile.read(at: path).listing
    #expect(listing.map(\.year) == [2025, 2026])
    #expect(listing.map(\.right) == [.verify, .issue])
    #expect(listing[1].checkValue == (try KeyCheckValue(of: KeyStoreUnderTest.key2026)))
    #expect(!(try read(path)).contains("000102030405"))
    #expect(folder.names == ["keys.json"])
  }

  @Test("A file that is there already is left as it is")
  func exists() throws {
    let before = try read(path)
    #expect(throws: KeyFileError.alreadyExists(path: path)) {
      try KeyFile.create(at: path, passphrase: passphrase, derivation: quick)
    }
    #expect(try read(path) == before)
  }

  @Test("A key of a year that is there already is not replaced")
  func yearExists() throws {
    let before = try read(path)
    #expect(throws: KeyFileError.yearExists(path: path, year: 2026)) {
      try KeyFile.addRandomKey(at: path, year: 2026, passphrase: passphrase)
    }
    #expect(try read(path) == before)
    #expect(folder.names == ["keys.json"])
  }

  @Test("Another passphrase neither opens nor changes a file")
  func wrongPassphrase() throws {
    let before = try read(path)
    let wrong = SecretBytes("correct horse battery stapl".utf8)
    #expect(throws: KeyFileError.wrongPassphrase(path: path)) {
      try KeyFile.open(at: path, passphrase: wrong)
    }
    #expect(throws: KeyFileError.wrongPassphrase(path: path)) {
      try KeyFile.addRandomKey(at: path, year: 2027, passphrase: wrong)
    }
    #expect(throws: KeyFileError.emptyPassphrase) {
      try KeyFile.open(at: path, passphrase: SecretBytes([]))
    }
    #expect(try read(path) == before)
  }

  @Test(
    "A new passphrase that is tried first of all is refused, whatever it is for",
    arguments: ["a", "1234567", "aaaaaaaaaaaa"])
  func weakPassphrase(text: String) throws {
    let (weak, error) = (SecretBytes(text.utf8), KeyFileError.weakPassphrase(minimum: 8))
    let before = try read(path)
    #expect(throws: error) {
      try KeyFile.create(at: folder.file("new.json"), passphrase: weak, derivation: quick)
    }
    #expect(throws: error) {
      try KeyFile.rewrap(
        at: path, passphrase: passphrase, newPassphrase: weak, derivation: quick)
    }
    #expect(throws: error) {
      try KeyFile.read(at: path).copyForVerifying(
        to: folder.file("till.json"), years: [2026], passphrase: passphrase, newPassphrase: weak,
        derivation: quick)
    }
    #expect(try read(path) == before)
    #expect(folder.names == ["keys.json"])
  }

  @Test("A placeholder is no key of a year", arguments: [0x00, 0x11, 0xFF] as [UInt8])
  func placeholder(byte: UInt8) throws {
    #expect(throws: KeyFileError.weakKey) {
      try KeyFile.importKey(
        SecretBytes([UInt8](repeating: byte, count: 16)), at: path, year: 2027,
        passphrase: passphrase)
    }
    #expect(try KeyFile.read(at: path).listing.map(\.year) == [2025, 2026])
  }

  @Test(
    "A file that group or others may read, write or execute is refused",
    arguments: [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o644, 0o666, 0o777])
  func openToOthers(mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    #expect(throws: KeyFileError.openToOthers(path: path, mode: mode)) {
      try KeyFile.read(at: path)
    }
    #expect(throws: KeyFileError.openToOthers(path: path, mode: mode)) {
      try KeyFile.addRandomKey(at: path, year: 2030, passphrase: passphrase)
    }
  }

  @Test("A file of another user is refused", .enabled(if: geteuid() == 0))
  func otherOwner() throws {
    try FileManager.default.setAttributes([.ownerAccountID: 65_534], ofItemAtPath: path)
    #expect(throws: KeyFileError.otherOwner(path: path, owner: 65_534)) {
      try KeyFile.read(at: path)
    }
  }

  @Test("A missing file, a folder and an endless file are each told apart")
  func notAFile() throws {
    #expect(throws: KeyFileError.notFound(path: folder.file("none"))) {
      try KeyFile.read(at: folder.file("none"))
    }
    #expect(throws: KeyFileError.notAKeyFile(path: folder.path)) {
      try KeyFile.read(at: folder.path)
    }
    #expect(throws: KeyFileError.notAKeyFile(path: "/dev/zero")) {
      try KeyFile.read(at: "/dev/zero")
    }
    let long = folder.file("long")
    try write(String(repeating: " ", count: 1 << 20) + " ", to: long)
    #expect(throws: KeyFileError.notAKeyFile(path: long)) { try KeyFile.read(at: long) }
  }

  @Test("Years outside 2000 to 2099 and keys that have not 16 bytes are refused")
  func badImports() throws {
    for year in [1999, 2100, 0, -1] {
      #expect(throws: KeyFileError.invalidYear(year)) {
        try KeyFile.addRandomKey(at: path, year: year, passphrase: passphrase)
      }
    }
    for length in [0, 15, 17, 32] {
      #expect(throws: KeyFileError.invalidKey(length: length)) {
        try KeyFile.importKey(
          .random(count: length), at: path, year: 2030, passphrase: passphrase)
      }
    }
  }

  @Test("A till's copy holds the chosen years, may not issue, and has its own passphrase")
  func copy() async throws {
    let till = folder.file("till.json")
    let other = SecretBytes("the till's own".utf8)
    try KeyFile.read(at: path).copyForVerifying(
      to: till, years: [2026], passphrase: passphrase, newPassphrase: other, derivation: quick)
    let store = try KeyFile.open(at: till, passphrase: other)
    #expect(try await store.years() == [2026])
    #expect(try await store.issuingYears().isEmpty)
    #expect(
      try await store.checkValue(year: 2026) == KeyCheckValue(of: KeyStoreUnderTest.key2026))
    #expect(throws: KeyFileError.wrongPassphrase(path: till)) {
      try KeyFile.open(at: till, passphrase: passphrase)
    }
  }

  @Test("Keys that are added at the same time are all there afterwards")
  func concurrentAdds() async throws {
    await withTaskGroup(of: Void.self) { group in
      for year in 2030..<2038 {
        group.addTask { [path] in
          _ = try? KeyFile.addRandomKey(at: path, year: year, passphrase: passphrase)
        }
      }
    }
    #expect(try KeyFile.read(at: path).listing.map(\.year) == [2025, 2026] + (2030..<2038))
    #expect(folder.names == ["keys.json"])
  }

  @Test("A passphrase file loses one line end and is refused when others can read it")
  func passphraseFile() throws {
    let path = folder.file("passphrase")
    for (text, expected) in [
      ("a b\n", "a b"), ("a b\r\n", "a b"), ("a b", "a b"), ("a\n\n", "a\n"),
    ] {
      try write(text, to: path)
      #expect(try KeyFile.passphrase(fromFile: path) == SecretBytes(expected.utf8))
    }
    try write("\n", to: path)
    #expect(throws: KeyFileError.emptyPassphrase) { try KeyFile.passphrase(fromFile: path) }
    try write("a", to: path, mode: 0o644)
    #expect(throws: KeyFileError.openToOthers(path: path, mode: 0o644)) {
      try KeyFile.passphrase(fromFile: path)
    }
  }
}
