import CardCrypto
import Foundation
import Glibc
import KeyStoreSuite
import SecureModule
import TestSupport
import Testing
import VirtualCards

/// What a process of its own is given: a key file, and the masked keys to look for.
struct ScanCase: Codable, Sendable {
  let path: String
  let passphrase: [UInt8]
  let issuerKey: [UInt8]
  let cardKey: [UInt8]

  /// A key file with a random key.
  init(in folder: URL) throws {
    path = folder.appendingPathComponent("keys.json").path
    let words = SecretBytes.random(count: 24)
    passphrase = unsafe words.withBytes { unsafe $0.map { $0 ^ MemoryScan.mask } }
    let key = SecretBytes.random(count: 16)
    issuerKey = unsafe key.withBytes { unsafe $0.map { $0 ^ MemoryScan.mask } }
    let card = try AN10922.diversify(key, with: cardInput(key: 1))
    cardKey = unsafe card.withBytes { unsafe $0.map { $0 ^ MemoryScan.mask } }
    try KeyFile.create(
      at: path, passphrase: words, derivation: PassphraseDerivation(cost: 1 << 12))
    try KeyFile.importKey(key, at: path, year: 2026, passphrase: words)
  }

  /// Works with the file as a till does, then lets go of everything.
  func useAndRelease() async throws -> MemoryKeyStore? {
    var words = passphrase.map { $0 ^ MemoryScan.mask }
    let store = try KeyFile.open(at: path, passphrase: SecretBytes(consuming: &words))
    for _ in 0..<20 {
      _ = try await store.authenticationCode(year: 2026, message: [0x56])
      _ = try await store.diversifiedAuthenticationCode(
        year: 2026, diversification: cardInput(key: 1), message: [1, 2, 3])
      _ = try await store.checkValue(year: 2026)
      let handshake = try await store.beginEV2(
        year: 2026, diversification: cardInput(key: 1),
        challenge: [UInt8](repeating: 1, count: 16))
      _ = try? await handshake.finish([UInt8](repeating: 0, count: 32))
    }
    return store
  }
}

@Suite("Keys are zeroed and shown nowhere")
struct ZeroingTests {
  private func scanCase() throws -> (URL, ScanCase) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return (folder, try ScanCase(in: folder))
  }

  @Test(
    "While the store is held its key is found; after its release neither key nor passphrase is",
    .disabled(if: isSanitized(), "a sanitizer's own memory has terabytes, which would be read"))
  func released() async throws {
    let (folder, subject) = try scanCase()
    defer { try? FileManager.default.removeItem(at: folder) }
    await #expect(processExitsWith: .success) { [subject = subject as ScanCase] in
      var store = try await subject.useAndRelease()
      let held = try MemoryScan.count(of: [subject.issuerKey])
      // Otherwise the scan would prove nothing.
      #expect(held[0] >= 1)
      withExtendedLifetime(store) {}
      store = nil
      let after = try MemoryScan.count(
        of: [subject.issuerKey, subject.cardKey, subject.passphrase])
      #expect(after == [0, 0, 0], "issuer key, card key, passphrase")
    }
  }

  @Test("No description, mirror, JSON or error of anything that holds a key shows it")
  func shown() async throws {
    let memory = try await SAMBench.memory()
    let sam = VirtualSAM(memory)
    let store = try MemoryKeyStore([2026: KeyStoreUnderTest.key2026])
    let access = try SAMBench.access()
    let handshake = try await store.beginEV1(
      year: 2026, diversification: cardInput(key: 1), challenge: [UInt8](repeating: 1, count: 16))
    var dumps: [String] = []
    for value: Any in [
      memory, sam, store, access, handshake, KeyStoreUnderTest.key2026,
      CardKeyReference.known(KeyStoreUnderTest.key2026), try SAMBench.pin("1234"),
      try KeyChange(key: KeyStoreUnderTest.key2026, version: 1),
      try SAMMemoryRecord(memory, under: .random(count: 32)),
    ] {
      var text = ""
      dump(value, to: &text)
      dumps += [text, "\(value)", String(reflecting: value)]
    }
    for dumped in dumps {
      let text = dumped.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
      // 0, 1, 2, 3 … as hexadecimal, as lists of numbers, and the PIN.
      for secret in [
        "00010203", "0, 1, 2, 3", "- 1\n- 2\n- 3", "1234", "101112", "16, 17, 18",
        "- 16\n- 17\n- 18", "a0a1a2",
      ] {
        #expect(!text.contains(secret), "\(text.prefix(200))")
      }
    }
  }
}
