extension KeyFile {
  /// Gives the file a new passphrase: every key is opened and wrapped anew under a new salt.
  ///
  /// The file is replaced as a whole or not at all. Copies and backups of it keep their old passphrase.
  /// Throws ``KeyFileError/damagedKey(path:year:)`` rather than leave a key behind.
  @discardableResult
  public static func rewrap(
    at path: String, passphrase: SecretBytes, newPassphrase: SecretBytes,
    derivation: PassphraseDerivation? = PassphraseDerivation()
  ) throws(KeyFileError) -> KeyFile {
    try requireStrong(newPassphrase)
    return try PrivateFile.locked(path) { () throws(KeyFileError) in
      let file = try read(at: path)
      let old = try file.keyEncryptionKey(from: passphrase)
      guard let derivation, let new = derivation.key(from: newPassphrase),
        let seal = try? AESKeyWrap.wrap(.random(count: 16), under: new)
      else {
        throw .malformed(path: path, field: "derivation", reason: "scrypt parameters out of range")
      }
      var document = file.document
      document.derivation = derivation
      document.seal = seal
      document.entries = []
      for entry in file.document.entries {
        guard let labelled = LabelledKey(entry, under: old) else {
          throw .damagedKey(path: path, year: entry.year)
        }
        document.entries.append(try Self.entry(labelled, under: new))
      }
      document.readerKeys = try file.rewrappedReaderKeys(from: old, to: new)
      try PrivateFile.write(document.json, to: path, replacing: true)
      return KeyFile(path: path, document: document)
    }
  }

  /// Takes the key of a year out of the file. Cards of that year are `unknownKeyYear` from then on.
  ///
  /// The passphrase is asked for although nothing is opened: whoever cannot use a key may not remove
  /// it. Throws ``KeyFileError/noSuchYear(path:year:)``.
  @discardableResult
  public static func retire(
    year: Int, at path: String, passphrase: SecretBytes
  ) throws(KeyFileError) -> KeyFile {
    try PrivateFile.locked(path) { () throws(KeyFileError) in
      let file = try read(at: path)
      _ = try file.keyEncryptionKey(from: passphrase)
      var document = file.document
      document.entries.removeAll { $0.year == year }
      guard document.entries.count < file.document.entries.count else {
        throw .noSuchYear(path: path, year: year)
      }
      try PrivateFile.write(document.json, to: path, replacing: true)
      return KeyFile(path: path, document: document)
    }
  }

  /// The keys of the years asked for, each with its right, wrapped for a device under a key that the
  /// two share: what loads a SAM.
  public func wrapped(
    years: Set<Int>, passphrase: SecretBytes, under transportKey: SecretBytes
  ) throws(KeyFileError) -> [(listing: Listing, wrapped: [UInt8])] {
    let kek = try keyEncryptionKey(from: passphrase)
    var result: [(listing: Listing, wrapped: [UInt8])] = []
    for entry in document.entries.sorted(by: { $0.year < $1.year }) where years.contains(entry.year)
    {
      guard let labelled = LabelledKey(entry, under: kek) else {
        throw .damagedKey(path: path, year: entry.year)
      }
      guard let wrapped = try? AESKeyWrap.wrap(labelled.key, under: transportKey) else {
        throw .invalidKey(length: transportKey.count)
      }
      let listing = Listing(year: entry.year, right: entry.right, checkValue: entry.checkValue)
      result.append((listing, wrapped))
    }
    return result
  }

  /// The key of one year with its right, to be put into a device.
  package func key(
    year: Int, passphrase: SecretBytes
  ) throws(KeyFileError) -> (key: SecretBytes, right: KeyRight) {
    let kek = try keyEncryptionKey(from: passphrase)
    guard let entry = document.entries.first(where: { $0.year == year }) else {
      throw .noSuchYear(path: path, year: year)
    }
    guard let labelled = LabelledKey(entry, under: kek) else {
      throw .damagedKey(path: path, year: year)
    }
    return (labelled.key, labelled.right)
  }
}
