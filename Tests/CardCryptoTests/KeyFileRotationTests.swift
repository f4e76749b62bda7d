import CardCrypto
import Foundation
import KeyStoreSuite
import TestSupport
import Testing

@Suite("Key file: a new passphrase, and years that go")
struct KeyFileRotationTests {
  private let folder: TemporaryFolder
  private let path: String
  private let fresh = SecretBytes("another passphrase".utf8)

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("keys.json")
    try KeyFile.create(at: path, passphrase: passphrase, derivation: quick)
    try KeyFile.importKey(
      KeyStoreUnderTest.key2026, at: path, year: 2026, passphrase: passphrase)
    try KeyFile.importKey(
      KeyStoreUnderTest.key2025, at: path, year: 2025, right: .verify, passphrase: passphrase)
  }

  @Test(
    "Rewrapped keys compute the same, under the new passphrase only, with nothing left of the old")
  func rewrap() async throws {
    let before = try read(path)
    try KeyFile.rewrap(
      at: path, passphrase: passphrase, newPassphrase: fresh,
      derivation: PassphraseDerivation(cost: 1 << 12))
    let store = try KeyFile.open(at: path, passphrase: fresh)
    try await KeyStoreConformance(subject: KeyStoreUnderTest(store: store)).check()
    #expect(throws: KeyFileError.wrongPassphrase(path: path)) {
      try KeyFile.open(at: path, passphrase: passphrase)
    }
    let after = try read(path)
    for part in before.split(separator: "\"")
    where part.count >= 32 && part.allSatisfy(\.isHexDigit) {
      #expect(!after.contains(part), "salt, seal and wrapped keys are all new")
    }
    #expect(folder.names == ["keys.json"])
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? Int) == 0o600)
  }

  @Test("The keys of readers are wrapped anew with the others")
  func readerKeys() throws {
    let prefix = try KeySetPrefix(hex("FFFF9876"))
    try KeyFile.importBaseKey(
      SecretBytes(hex("0123456789ABCDEFFEDCBA9876543210")), at: path, prefix: prefix,
      passphrase: passphrase)
    let before = try KeyFile.read(at: path).readerKeySets
    try KeyFile.rewrap(
      at: path, passphrase: passphrase, newPassphrase: fresh, derivation: quick)
    #expect(try KeyFile.read(at: path).readerKeySets == before && before.count == 1)
    _ = try KeyFile.read(at: path).unlockReaderKeys(passphrase: fresh)
  }

  @Test("A wrong or an empty passphrase rewraps nothing")
  func rewrapRefused() throws {
    let before = try read(path)
    #expect(throws: KeyFileError.wrongPassphrase(path: path)) {
      try KeyFile.rewrap(at: path, passphrase: fresh, newPassphrase: fresh, derivation: quick)
    }
    #expect(throws: KeyFileError.emptyPassphrase) {
      try KeyFile.rewrap(
        at: path, passphrase: passphrase, newPassphrase: SecretBytes([]), derivation: quick)
    }
    #expect(try read(path) == before)
  }

  @Test("A damaged key stops a rewrap, which leaves the file as it is")
  func rewrapDamaged() throws {
    var text = try read(path)
    let wrapped = try #require(text.range(of: "\"wrapped\": \""))
    let digit = text[wrapped.upperBound] == "0" ? "1" : "0"
    text.replaceSubrange(
      wrapped.upperBound...wrapped.upperBound, with: digit)
    try write(text, to: path)
    #expect(throws: KeyFileError.damagedKey(path: path, year: 2025)) {
      try KeyFile.rewrap(
        at: path, passphrase: passphrase, newPassphrase: fresh, derivation: quick)
    }
    #expect(try read(path) == text)
  }

  @Test("A retired year is unknown; the others go on; a year that is not there is said")
  func retire() async throws {
    let changed = try KeyFile.retire(year: 2025, at: path, passphrase: passphrase)
    #expect(changed.listing.map(\.year) == [2026])
    let store = try KeyFile.open(at: path, passphrase: passphrase)
    await #expect(throws: KeyStoreError.unknownYear(2025)) {
      try await store.authenticationCode(year: 2025, message: [])
    }
    #expect(try await store.issuingYears() == [2026])
    #expect(throws: KeyFileError.noSuchYear(path: path, year: 2025)) {
      try KeyFile.retire(year: 2025, at: path, passphrase: passphrase)
    }
    let before = try read(path)
    #expect(throws: KeyFileError.wrongPassphrase(path: path)) {
      try KeyFile.retire(year: 2026, at: path, passphrase: fresh)
    }
    #expect(try read(path) == before)
  }

  @Test(
    "Somebody who is killed at any moment leaves the old file or the new one, never half of one")
  func killed() throws {
    // A temporary file that a killed process left behind is not taken for the key file.
    let stale = path + ".0badc0ffee00.tmp"
    try write("{", to: stale)
    try KeyFile.rewrap(
      at: path, passphrase: passphrase, newPassphrase: fresh, derivation: quick)
    #expect(try KeyFile.read(at: path).listing.map(\.year) == [2025, 2026])
    #expect(folder.names.sorted() == ["keys.json", "keys.json.0badc0ffee00.tmp"])
  }

  @Test("Readers see a whole file at every moment while others rewrap it")
  func concurrentReaders() async throws {
    let path = path
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        var (old, new) = (passphrase, SecretBytes("another passphrase".utf8))
        for _ in 0..<10 {
          _ = try? KeyFile.rewrap(at: path, passphrase: old, newPassphrase: new, derivation: quick)
          swap(&old, &new)
        }
      }
      group.addTask {
        for _ in 0..<200 {
          #expect((try? KeyFile.read(at: path).listing.map(\.year)) == [2025, 2026])
        }
      }
    }
  }
}
