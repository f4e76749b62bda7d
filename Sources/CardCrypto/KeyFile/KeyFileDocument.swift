/// What a key file holds, as it is written: nothing in it is secret without the passphrase.
struct KeyFileDocument: Sendable, Equatable {
  static let format = "cardlane-keys"
  /// The version of a file without reader keys, which older programs read too.
  static let version = 1
  /// The version of a file with reader keys.
  static let versionWithReaderKeys = 2

  var derivation: PassphraseDerivation
  /// Sixteen random bytes, wrapped: unwrapping them proves the passphrase.
  var seal: [UInt8]
  var entries: [Entry]
  /// The keys of encrypting readers.
  var readerKeys: [WrappedReaderKey] = []

  /// One year's key.
  struct Entry: Sendable, Equatable {
    let year: Int
    let right: KeyRight
    let checkValue: KeyCheckValue
    /// The key and its label, wrapped (RFC 3394): 32 bytes.
    let wrapped: [UInt8]
  }
}

/// The 24 bytes inside a wrapped entry: the key, then a label that binds year and right to it, so that
/// nobody can turn 2025's key into 2026's by editing the file.
struct LabelledKey {
  let key: SecretBytes
  let year: Int
  let right: KeyRight

  private var label: [UInt8] {
    [
      UInt8(ascii: "V"), UInt8(ascii: "K"), 0x01, right == .issue ? 2 : 1,
      UInt8(truncatingIfNeeded: year >> 8), UInt8(truncatingIfNeeded: year), 0, 0,
    ]
  }

  func wrapped(under keyEncryptionKey: SecretBytes) throws(KeyStoreError) -> [UInt8] {
    guard key.count == 16 else { throw .invalidKey(length: key.count) }
    var payload: [UInt8] = []
    // Room for all of it, so that growing leaves no copy of the key behind.
    payload.reserveCapacity(24)
    unsafe key.withBytes { unsafe payload.append(contentsOf: $0) }
    payload += label
    return try AESKeyWrap.wrap(SecretBytes(consuming: &payload), under: keyEncryptionKey)
  }

  init(key: SecretBytes, year: Int, right: KeyRight) {
    self.key = key
    self.year = year
    self.right = right
  }

  /// Unwraps an entry, or returns `nil` when anything in it was changed.
  init?(_ entry: KeyFileDocument.Entry, under keyEncryptionKey: SecretBytes) {
    guard let payload = AESKeyWrap.unwrap(entry.wrapped, under: keyEncryptionKey),
      payload.count == 24
    else { return nil }
    let key = unsafe payload.withBytes { bytes in unsafe SecretBytes(bytes.prefix(16)) }
    self.init(key: key, year: entry.year, right: entry.right)
    let isLabelled = unsafe payload.withBytes { bytes in
      unsafe ConstantTime.areEqual(bytes.suffix(8), label)
    }
    guard isLabelled, (try? KeyCheckValue(of: key)) == entry.checkValue else { return nil }
  }
}
