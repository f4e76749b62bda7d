import Foundation
import KeyStoreSuite
import TestSupport
import Testing
import Wording

@testable import CardCrypto

@Suite("Key file, damaged or altered")
struct KeyFileDamageTests {
  private let folder: TemporaryFolder
  private let path: String
  private let text: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("keys.json")
    try KeyFile.create(at: path, passphrase: passphrase, derivation: quick)
    try KeyFile.importKey(
      KeyStoreUnderTest.key2026, at: path, year: 2026, right: .verify, passphrase: passphrase)
    text = try read(path)
  }

  @Test(
    "An error names the field that is wrong",
    arguments: [
      ("\"cardlane-keys\"", "\"other\"", "format"),
      ("\"version\": 1", "\"version\": \"1\"", "version"),
      ("\"version\": 1", "\"version\": 1.5", "version"),
      ("\"version\": 1", "\"version\": true", "version"),
      ("\"scrypt\"", "\"md5\"", "derivation.name"),
      ("\"cost\": 4096", "\"cost\": 4095", "derivation"),
      ("\"cost\": 4096", "\"cost\": 9223372036854775807", "derivation"),
      ("\"blockSize\": 8", "\"blockSize\": 0", "derivation"),
      ("\"parallelism\": 1", "\"parallelism\": -1", "derivation"),
      ("\"seal\": \"", "\"seal\": \"0", "seal"), ("\"seal\": \"", "\"seal\": \"00", "seal"),
      ("\"year\": 2026", "\"year\": 1926", "keys[0].year"),
      ("\"right\": \"verify\"", "\"right\": \"all\"", "keys[0].right"),
      ("\"checkValue\": \"", "\"checkValue\": \"0", "keys[0].checkValue"),
      ("\"wrapped\": \"", "\"wrapped\": \"xx", "keys[0].wrapped"),
      ("\"wrapped\": \"", "\"wrapped\": \"00", "keys[0].wrapped"),
      ("{\"year\"", "7, {\"year\"", "keys[0]"), ("\"keys\": [", "\"keys\": 5, \"x\": [", "x"),
    ])
  func fields(old: String, new: String, field: String) throws {
    try write(text.replacingOccurrences(of: old, with: new), to: path)
    let error = #expect(throws: KeyFileError.self) { try KeyFile.read(at: path) }
    switch error {
    case .malformed(_, let found, _), .unknownField(_, let found): #expect(found == field)
    default: Issue.record("\(String(describing: error))")
    }
  }

  @Test("An unknown field and an unknown version are refused by name")
  func unknown() throws {
    try write(text.replacingOccurrences(of: "\"right\"", with: "\"rights\""), to: path)
    #expect(throws: KeyFileError.unknownField(path: path, field: "keys[0].rights")) {
      try KeyFile.read(at: path)
    }
    try write(text.replacingOccurrences(of: "\"version\": 1", with: "\"version\": 3"), to: path)
    #expect(throws: KeyFileError.unknownVersion(path: path, version: 3)) {
      try KeyFile.read(at: path)
    }
  }

  @Test("A file cut off anywhere is refused without a crash")
  func truncated() throws {
    // Cutting off only the line end leaves a whole file.
    for length in 0..<text.utf8.count - 1 {
      try write(String(text.prefix(length)), to: path)
      #expect(throws: KeyFileError.self) { try KeyFile.read(at: path) }
    }
  }

  @Test("A wrapped key with any one bit flipped is refused, naming its year")
  func flippedKey() throws {
    let wrapped = try #require(text.components(separatedBy: "\"wrapped\": \"").last).prefix(64)
    let kek = try KeyFile.read(at: path).keyEncryptionKey(from: passphrase)
    _ = try KeyFile.read(at: path).unlock(under: kek)
    for flipped in everyFlippedBit(of: hex(String(wrapped))) {
      try write(
        text.replacingOccurrences(of: wrapped, with: Hex.text(flipped)), to: path)
      #expect(throws: KeyFileError.damagedKey(path: path, year: 2026)) {
        try KeyFile.read(at: path).unlock(under: kek)
      }
    }
  }

  @Test(
    "A key whose label was edited is refused: another year, more rights, another check value",
    arguments: [
      ("\"year\": 2026", "\"year\": 2027", 2027), ("\"verify\"", "\"issue\"", 2026),
      ("\"checkValue\": \"", "\"checkValue\": \"000000\", \"wrapped\": \"", 2026),
    ])
  func label(old: String, new: String, year: Int) throws {
    var edited = text.replacingOccurrences(of: old, with: new)
    if new.contains("wrapped") {
      // The old check value and key name make way for the new ones.
      let parts = edited.components(separatedBy: "\"wrapped\": \"")
      edited = parts[0] + "\"wrapped\": \"" + parts[2]
    }
    try write(edited, to: path)
    #expect(throws: KeyFileError.damagedKey(path: path, year: year)) {
      try KeyFile.open(at: path, passphrase: passphrase)
    }
  }

  @Test("Random bytes in random places never crash the reader, and never give another key")
  func garbled() throws {
    var random = SplitMix64(seed: 20_261_122)
    let original = Array(text.utf8)
    let whole = try KeyFile.read(at: path)
    let kek = try whole.keyEncryptionKey(from: passphrase)
    for _ in 0..<2_000 {
      var changed = original
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<changed.count, using: &random)
        changed[index] = UInt8.random(in: .min ... .max, using: &random)
      }
      try Data(changed).write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      guard let found = try? KeyFile.read(at: path), (try? found.unlock(under: kek)) != nil
      else { continue }
      #expect(found.listing == whole.listing)
    }
  }

  @Test(
    "Every error speaks all three languages, and its text holds no key",
    arguments: [
      KeyFileError.notFound(path: "p"), .alreadyExists(path: "p"), .notAKeyFile(path: "p"),
      .openToOthers(path: "p", mode: 0o644), .otherOwner(path: "p", owner: 1),
      .malformed(path: "p", field: "f", reason: "r"), .unknownField(path: "p", field: "f"),
      .unknownVersion(path: "p", version: 2), .wrongPassphrase(path: "p"),
      .damagedKey(path: "p", year: 2026), .yearExists(path: "p", year: 2026), .invalidYear(1),
      .invalidKey(length: 3), .emptyPassphrase,
      .weakKey, .weakPassphrase(minimum: 8), .system("p", "open", 13),
    ])
  func wording(error: KeyFileError) {
    for language in Language.allCases {
      #expect(!error.message[language].isEmpty)
      if let hint = error.hint { #expect(!hint[language].isEmpty) }
    }
    #expect(!error.code.isEmpty)
  }
}
