import TestSupport
import Testing

@testable import CardCrypto

@Suite("Key-encryption key from a passphrase (scrypt, RFC 7914)")
struct PassphraseDerivationTests {
  @Test("The published example gives its first 32 bytes")
  func published() throws {
    // RFC 7914, section 12, third example; the first 32 of its 64 bytes.
    let derivation = try #require(
      PassphraseDerivation(
        salt: Array("SodiumChloride".utf8), cost: 16_384, blockSize: 8, parallelism: 1))
    let key = derivation.key(from: SecretBytes("pleaseletmein".utf8))
    let published = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
    #expect(key == SecretBytes(hex(published)))
  }

  @Test(
    "Parameters out of range are refused",
    arguments: [
      (7, 4096, 8, 1), (65, 4096, 8, 1), (16, 2048, 8, 1), (16, 4097, 8, 1), (16, 1 << 21, 8, 1),
      (16, 4096, 0, 1), (16, 4096, 33, 1), (16, 4096, 8, 0), (16, 4096, 8, 17),
      (16, 1 << 20, 32, 1), (16, .max, 8, 1), (16, .min, 8, 1),
    ])
  func ranges(salt: Int, cost: Int, blockSize: Int, parallelism: Int) {
    let derivation = PassphraseDerivation(
      salt: [UInt8](repeating: 1, count: salt), cost: cost, blockSize: blockSize,
      parallelism: parallelism)
    #expect(derivation == nil)
  }

  @Test("Two new files have different salts")
  func salts() throws {
    #expect(PassphraseDerivation()?.salt != PassphraseDerivation()?.salt)
    #expect(PassphraseDerivation()?.cost == PassphraseDerivation.defaultCost)
  }
}
