import CardCrypto
import Testing

extension Desk {
  /// Makes the key file with a passphrase that is stretched no longer than it has to be, for tests that
  /// run the program very often.
  ///
  /// - Parameter years: The first byte of each year's key; the others count up from it.
  func makeQuickKeys(_ years: [Int: UInt8]) throws {
    let derivation = try #require(PassphraseDerivation(cost: 1 << 12))
    let passphrase = SecretBytes(Array("a passphrase for tests".utf8))
    try KeyFile.create(at: path("keys.json"), passphrase: passphrase, derivation: derivation)
    for (year, first) in years.sorted(by: { $0.key < $1.key }) {
      try KeyFile.importKey(
        SecretBytes((0..<16).map { first + UInt8($0) }), at: path("keys.json"), year: year,
        passphrase: passphrase)
    }
  }
}
