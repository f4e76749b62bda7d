import CardCrypto

/// What a key file holds, opened.
struct OpenedKeys {
  /// The issuer keys, by card year.
  let issuer: MemoryKeyStore
  /// The keys of encrypting readers.
  let readers: MemorySwipeKeyStore
}

extension KeyOptions {
  /// The opened issuer keys and reader keys; none where no file is named.
  func openAll() throws -> OpenedKeys {
    guard let keyFile else {
      return OpenedKeys(issuer: try MemoryKeyStore([:]), readers: MemorySwipeKeyStore())
    }
    // A file that others can read is refused before anybody is asked for a passphrase.
    let file = try KeyFile.read(at: keyFile)
    let opened = try file.unlockAll(passphrase: passphraseOptions.passphrase())
    return OpenedKeys(issuer: opened.issuer, readers: opened.readers)
  }
}
