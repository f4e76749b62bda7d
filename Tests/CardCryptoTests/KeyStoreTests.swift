import CardCrypto
import KeyStoreSuite
import Testing
import Wording

@Suite("Key stores")
struct KeyStoreTests {
  @Test("A key file's store computes, keeps its keys to itself and knows its years")
  func keyFile() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("keys.json")
    try KeyFile.create(at: path, passphrase: passphrase, derivation: quick)
    try KeyFile.importKey(
      KeyStoreUnderTest.key2026, at: path, year: 2026, passphrase: passphrase)
    try KeyFile.importKey(
      KeyStoreUnderTest.key2025, at: path, year: 2025, right: .verify, passphrase: passphrase)
    let store = try KeyFile.open(at: path, passphrase: passphrase)
    try await KeyStoreConformance(subject: KeyStoreUnderTest(store: store)).check()
    #expect(folder.names == ["keys.json"])
  }

  @Test("A memory store without the right to issue gives no card key out")
  func verifyingOnly() async throws {
    let store = try MemoryKeyStore([2026: KeyStoreUnderTest.key2026], right: .issue)
    #expect(try await store.issuingYears() == [2026])
    #expect(try await store.verifyingOnly.issuingYears().isEmpty)
    await #expect(throws: KeyStoreError.noIssuingRight(year: 2026)) {
      try await store.verifyingOnly.cardKey(year: 2026, diversification: [1])
    }
  }

  @Test("A memory store refuses keys that have not 16 bytes", arguments: [0, 15, 17, 32])
  func lengths(length: Int) {
    #expect(throws: KeyStoreError.invalidKey(length: length)) {
      try MemoryKeyStore([2026: SecretBytes([UInt8](repeating: 1, count: length))])
    }
  }

  @Test(
    "Every error speaks all three languages and has a code of its own",
    arguments: [
      KeyStoreError.unknownYear(2026), .noIssuingRight(year: 2026), .reservedMessage,
      .invalidDiversification(length: 40), .invalidKey(length: 3), .unavailable(detail: "x"),
    ])
  func wording(error: KeyStoreError) {
    for language in Language.allCases { #expect(!error.message[language].isEmpty) }
    #expect(!error.code.isEmpty)
  }
}
