import CardCrypto
import Foundation
import TestSupport
import Testing

@Suite("Reader keys in a key file")
struct ReaderKeyFileTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("keys.json")
    try KeyFile.create(at: path, passphrase: passphrase, derivation: quick)
  }

  private func prefix(_ hex: String) throws -> KeySetPrefix {
    try KeySetPrefix(TestSupport.hex(hex))
  }

  private func addStandardKey() throws {
    try KeyFile.importBaseKey(
      TDESVectors.baseKey, at: path, prefix: prefix("FFFF987654"), passphrase: passphrase)
  }

  private func decrypted(_ store: MemorySwipeKeyStore) throws -> String {
    let track = PublishedTracks.magTek
    let clear = try store.decrypt(
      hex(track.encrypted).span, cipher: .tdes, variant: .pin,
      number: KeySerialNumber(hex(track.number)))
    return unsafe clear.withBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  @Test("A file without reader keys stays in the form that older programs read")
  func olderForm() throws {
    try KeyFile.addRandomKey(at: path, year: 2026, passphrase: passphrase)
    let text = try read(path)
    #expect(text.contains("\"version\": 1"))
    #expect(!text.contains("readerKeys"))
    let file = try KeyFile.read(at: path)
    #expect(file.readerKeySets.isEmpty)
    #expect(try file.unlockReaderKeys(passphrase: passphrase).keySets.isEmpty)
  }

  @Test("Issuer keys and reader keys live in one file, each with its own right")
  func together() async throws {
    try KeyFile.addRandomKey(at: path, year: 2026, passphrase: passphrase)
    try addStandardKey()
    try KeyFile.importBaseKey(
      SecretBytes(hex(AESVectors.base256)), at: path, prefix: prefix("12345678"),
      algorithm: .aes, variant: .data, passphrase: passphrase)
    try KeyFile.addRandomKey(at: path, year: 2027, passphrase: passphrase)
    #expect(try read(path).contains("\"version\": 2"))
    let file = try KeyFile.read(at: path)
    #expect(file.readerKeySets.map(\.prefix.description) == ["12345678", "FFFF987654"])
    #expect(file.readerKeySets.map(\.variant) == [.data, .reader])
    #expect(file.readerKeySets[1].checkValue.description == "08d7b4")
    let (issuer, readers) = try file.unlockAll(passphrase: passphrase)
    #expect(try await issuer.issuingYears() == [2026, 2027])
    #expect(try decrypted(readers) == PublishedTracks.magTek.clear)
    #expect(throws: SwipeKeyError.file(.wrongPassphrase(path: path))) {
      try file.unlockReaderKeys(passphrase: SecretBytes("another".utf8))
    }
  }

  @Test("A key of the same readers is never replaced")
  func exists() throws {
    try addStandardKey()
    let before = try read(path)
    #expect(throws: SwipeKeyError.keySetExists(path: path, prefix: try prefix("FFFF987654"))) {
      try addStandardKey()
    }
    #expect(try read(path) == before)
  }

  @Test("A new passphrase opens the reader keys as well, and the old one nothing")
  func rewrapped() throws {
    try KeyFile.addRandomKey(at: path, year: 2026, passphrase: passphrase)
    try addStandardKey()
    let new = SecretBytes("another passphrase".utf8)
    let file = try KeyFile.rewrap(
      at: path, passphrase: passphrase, newPassphrase: new, derivation: quick)
    #expect(
      try decrypted(file.unlockAll(passphrase: new).readers) == PublishedTracks.magTek.clear)
    #expect(throws: SwipeKeyError.file(.wrongPassphrase(path: path))) {
      try KeyFile.read(at: path).unlockReaderKeys(passphrase: passphrase)
    }
  }

  @Test("A copy for a till holds no reader key unless it is given one")
  func till() async throws {
    try KeyFile.addRandomKey(at: path, year: 2026, passphrase: passphrase)
    try addStandardKey()
    let till = folder.file("till.json")
    let file = try KeyFile.read(at: path)
    let own = SecretBytes("the till's own".utf8)
    try file.copyForVerifying(
      to: till, years: [2026], passphrase: passphrase, newPassphrase: own, derivation: quick)
    #expect(try KeyFile.read(at: till).readerKeySets.isEmpty)
    let number = try KeySerialNumber(hex(PublishedTracks.magTek.number))
    let changed = try file.copyReaderKeys(
      of: [number], to: till, passphrase: passphrase, tillPassphrase: own)
    #expect(changed.readerKeySets.map(\.kind) == [.initial])
    let (issuer, readers) = try KeyFile.read(at: till).unlockAll(passphrase: own)
    #expect(try await issuer.issuingYears().isEmpty)
    #expect(try decrypted(readers) == PublishedTracks.magTek.clear)
    let other = try KeySerialNumber(hex("FFFF9876543212000008"))
    #expect(readers.keySet(for: other) == nil)
    let foreign = try KeySerialNumber(hex("629949012C0000000003"))
    #expect(throws: SwipeKeyError.noKeySet(foreign)) {
      try file.copyReaderKeys(
        of: [foreign], to: till, passphrase: passphrase, tillPassphrase: own)
    }
  }

  @Test(
    "Editing what a reader key is for makes it useless",
    arguments: [
      ("\"ksnPrefix\": \"FFFF987654\"", "\"ksnPrefix\": \"FFFF987655\""),
      ("\"ksnPrefix\": \"FFFF987654\"", "\"ksnPrefix\": \"FFFF98\""),
      ("\"algorithm\": \"tdes\"", "\"algorithm\": \"aes\""),
      ("\"kind\": \"base\"", "\"kind\": \"initial\""),
      ("\"variant\": \"reader\"", "\"variant\": \"pin\""),
      ("\"checkValue\": \"08d7b4\"", "\"checkValue\": \"08d7b5\""),
    ])
  func edited(_ old: String, _ new: String) throws {
    try addStandardKey()
    let text = try read(path)
    try #require(text.contains(old))
    try write(text.replacingOccurrences(of: old, with: new), to: path)
    let file = try KeyFile.read(at: path)
    #expect(
      throws: SwipeKeyError.damagedKey(path: path, prefix: file.readerKeySets[0].prefix)
    ) {
      try file.unlockReaderKeys(passphrase: passphrase)
    }
    // Nothing is added to a file that was altered.
    #expect(throws: SwipeKeyError.self) {
      try KeyFile.importBaseKey(
        TDESVectors.baseKey, at: path, prefix: prefix("629949"), passphrase: passphrase)
    }
  }

  @Test("Every flipped bit of a wrapped reader key is refused")
  func flipped() throws {
    try addStandardKey()
    let text = try read(path)
    let mark = "\"08d7b4\", \"wrapped\": \""
    let start = try #require(text.range(of: mark)).upperBound
    let digits = String(text[start...].prefix { $0 != "\"" })
    for (index, flipped) in everyFlippedBit(of: hex(digits)).enumerated() where index % 7 == 0 {
      try write(text.replacingOccurrences(of: digits, with: Hex.text(flipped)), to: path)
      #expect(throws: SwipeKeyError.damagedKey(path: path, prefix: try prefix("FFFF987654"))) {
        try KeyFile.read(at: path).unlockReaderKeys(passphrase: passphrase)
      }
    }
  }

  @Test(
    "A malformed reader key is refused by the name of its field",
    arguments: [
      ("\"FFFF987654\"", "\"FFFF\"", "ksnPrefix"), ("\"FFFF987654\"", "\"xyz\"", "ksnPrefix"),
      ("\"tdes\"", "\"des\"", "algorithm"), ("\"base\"", "\"root\"", "kind"),
      ("\"reader\"", "\"none\"", "variant"), ("\"08d7b4\"", "\"08d7\"", "checkValue"),
      ("\"wrapped\": \"", "\"wrapped\": \"zz", "wrapped"),
    ])
  func malformed(_ old: String, _ new: String, _ field: String) throws {
    try addStandardKey()
    try write(read(path).replacingOccurrences(of: old, with: new), to: path)
    do {
      _ = try KeyFile.read(at: path)
      Issue.record("the file was taken")
    } catch KeyFileError.malformed(_, let place, _) {
      #expect(place == "readerKeys[0].\(field)")
    }
  }
}
