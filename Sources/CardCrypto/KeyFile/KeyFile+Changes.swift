extension KeyFile {
  /// Adds a new random key for a year and returns the file as it is now.
  ///
  /// - Parameters:
  ///   - path: the key file, which has to be there.
  ///   - year: the card year that the key is for.
  ///   - right: `.issue` for the issuing desk; a till's file gets its keys by
  ///     ``copyForVerifying(to:years:passphrase:newPassphrase:derivation:)``.
  ///   - passphrase: what opens the file.
  @discardableResult
  public static func addRandomKey(
    at path: String, year: Int, right: KeyRight = .issue, passphrase: SecretBytes
  ) throws(KeyFileError) -> KeyFile {
    try importKey(
      .random(count: 16), at: path, year: year, right: right, passphrase: passphrase)
  }

  /// Adds a given 16-byte key for a year and returns the file as it is now.
  ///
  /// Throws ``KeyFileError/yearExists(path:year:)`` rather than replacing a key: cards of that year
  /// would stop.
  @discardableResult
  public static func importKey(
    _ key: SecretBytes, at path: String, year: Int, right: KeyRight = .issue,
    passphrase: SecretBytes
  ) throws(KeyFileError) -> KeyFile {
    guard yearRange.contains(year) else { throw .invalidYear(year) }
    guard key.count == 16 else { throw .invalidKey(length: key.count) }
    guard !key.isOneByteRepeated else { throw .weakKey }
    return try PrivateFile.locked(path) { () throws(KeyFileError) in
      let file = try read(at: path)
      guard !file.document.entries.contains(where: { $0.year == year }) else {
        throw .yearExists(path: path, year: year)
      }
      // Every key is opened first, so that nothing is ever added to a damaged file.
      let kek = try file.keyEncryptionKey(from: passphrase)
      _ = try file.unlock(under: kek)
      var document = file.document
      document.entries.append(
        try entry(LabelledKey(key: key, year: year, right: right), under: kek))
      try PrivateFile.write(document.json, to: path, replacing: true)
      return KeyFile(path: path, document: document)
    }
  }

  /// Makes a till's key file: the keys of some years, without the right to issue, under a passphrase
  /// of its own.
  @discardableResult
  public func copyForVerifying(
    to path: String, years: Set<Int>, passphrase: SecretBytes, newPassphrase: SecretBytes,
    derivation: PassphraseDerivation? = PassphraseDerivation()
  ) throws(KeyFileError) -> KeyFile {
    try Self.requireStrong(newPassphrase)
    let kek = try keyEncryptionKey(from: passphrase)
    guard let derivation, let newKEK = derivation.key(from: newPassphrase),
      let seal = try? AESKeyWrap.wrap(.random(count: 16), under: newKEK)
    else {
      throw .malformed(path: path, field: "derivation", reason: "scrypt parameters out of range")
    }
    var copy = KeyFileDocument(derivation: derivation, seal: seal, entries: [])
    for entry in document.entries where years.contains(entry.year) {
      guard let labelled = LabelledKey(entry, under: kek) else {
        throw .damagedKey(path: self.path, year: entry.year)
      }
      copy.entries.append(
        try Self.entry(
          LabelledKey(key: labelled.key, year: labelled.year, right: .verify), under: newKEK))
    }
    try PrivateFile.write(copy.json, to: path, replacing: false)
    return KeyFile(path: path, document: copy)
  }

  /// Reads a passphrase from a file that only this user can read; one line end after it is left out.
  public static func passphrase(fromFile path: String) throws(KeyFileError) -> SecretBytes {
    var bytes = try PrivateFile.read(path)
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard !bytes.isEmpty else { throw .emptyPassphrase }
    return SecretBytes(consuming: &bytes)
  }

  static func entry(
    _ labelled: LabelledKey, under kek: SecretBytes
  ) throws(KeyFileError) -> KeyFileDocument.Entry {
    do {
      return KeyFileDocument.Entry(
        year: labelled.year, right: labelled.right,
        checkValue: try KeyCheckValue(of: labelled.key), wrapped: try labelled.wrapped(under: kek))
    } catch {
      throw .invalidKey(length: labelled.key.count)
    }
  }
}
