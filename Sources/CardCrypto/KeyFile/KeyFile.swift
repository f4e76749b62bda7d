/// A file of issuer keys, one for each card year, each wrapped (AES key wrap, RFC 3394) under a
/// key-encryption key that scrypt derives from a passphrase.
///
/// The file belongs to one user and has mode 0600; it is refused when anybody else could read it, and
/// every change replaces it as a whole. What it shows without its passphrase are years, rights and
/// check values.
public struct KeyFile: Sendable {
  /// Where the file lies.
  public let path: String
  let document: KeyFileDocument

  /// The card years that a key can be for: those that two digits on a stripe can tell.
  public static let yearRange = 2000...2099

  /// One line of the list: everything about a key that may be shown.
  public struct Listing: Sendable, Hashable {
    /// The card year.
    public let year: Int
    /// What may be done with it.
    public let right: KeyRight
    /// Its check value: the first 3 bytes of AES-CMAC over 16 zero bytes.
    public let checkValue: KeyCheckValue
  }

  /// The keys in the file, by year. The check values are as written; ``unlock(passphrase:)`` proves
  /// them.
  public var listing: [Listing] {
    document.entries.sorted { $0.year < $1.year }.map {
      Listing(year: $0.year, right: $0.right, checkValue: $0.checkValue)
    }
  }

  /// Makes a new file without keys; a file that is there already is left alone.
  @discardableResult
  public static func create(
    at path: String, passphrase: SecretBytes,
    derivation: PassphraseDerivation? = PassphraseDerivation()
  ) throws(KeyFileError) -> KeyFile {
    try requireStrong(passphrase)
    guard let derivation, let kek = derivation.key(from: passphrase) else {
      throw .malformed(path: path, field: "derivation", reason: "scrypt parameters out of range")
    }
    guard let seal = try? AESKeyWrap.wrap(.random(count: 16), under: kek) else {
      throw .wrongPassphrase(path: path)
    }
    let document = KeyFileDocument(derivation: derivation, seal: seal, entries: [])
    try PrivateFile.write(document.json, to: path, replacing: false)
    return KeyFile(path: path, document: document)
  }

  /// The fewest bytes of a new passphrase. One that a file has already goes on opening it.
  public static let shortestPassphrase = 8

  /// Refuses a new passphrase that is tried first of all.
  static func requireStrong(_ passphrase: SecretBytes) throws(KeyFileError) {
    guard passphrase.count > 0 else { throw .emptyPassphrase }
    guard passphrase.count >= shortestPassphrase, !passphrase.isOneByteRepeated else {
      throw .weakPassphrase(minimum: shortestPassphrase)
    }
  }

  /// Reads a file, after checking its owner and mode, without opening any key.
  public static func read(at path: String) throws(KeyFileError) -> KeyFile {
    KeyFile(
      path: path, document: try KeyFileDocument(json: PrivateFile.read(path), path: path))
  }

  /// Reads a file and opens its keys.
  public static func open(
    at path: String, passphrase: SecretBytes
  ) throws(KeyFileError) -> MemoryKeyStore {
    try read(at: path).unlock(passphrase: passphrase)
  }

  /// Opens every key. One damaged entry refuses the whole file, naming its year.
  public func unlock(passphrase: SecretBytes) throws(KeyFileError) -> MemoryKeyStore {
    try unlock(under: keyEncryptionKey(from: passphrase))
  }

  func unlock(under kek: SecretBytes) throws(KeyFileError) -> MemoryKeyStore {
    var keys: [Int: (key: SecretBytes, right: KeyRight)] = [:]
    for entry in document.entries {
      guard let labelled = LabelledKey(entry, under: kek) else {
        throw .damagedKey(path: path, year: entry.year)
      }
      keys[entry.year] = (labelled.key, labelled.right)
    }
    // A labelled key always has the 16 bytes that the store asks for.
    guard let store = try? MemoryKeyStore(entries: keys) else {
      throw .malformed(path: path, field: "keys", reason: "a key has not 16 bytes")
    }
    return store
  }

  func keyEncryptionKey(from passphrase: SecretBytes) throws(KeyFileError) -> SecretBytes {
    guard passphrase.count > 0 else { throw .emptyPassphrase }
    guard let kek = document.derivation.key(from: passphrase) else {
      throw .malformed(
        path: path, field: "derivation", reason: "not enough memory for these parameters")
    }
    guard AESKeyWrap.unwrap(document.seal, under: kek) != nil else {
      throw .wrongPassphrase(path: path)
    }
    return kek
  }
}
