public import CardCrypto
import SecureModule

/// Everything that a key store is asked for; a key file, a SAM and a PKCS#11 token all answer.
public typealias OpenedKeyStore = any IssuingKeyStore & SealedIssuingKeyStore

/// Where keys come from, in one word, the same for every kind of reader: a key file,
/// `sam:READER?pairing=FILE`, `pkcs11:token=NAME?module-path=/…`, or nothing.
public struct KeySource: Sendable {
  /// The word; `nil` for a store without any key, by which every card of ours is of an unknown year.
  public let text: String?

  /// Takes a path or an URI; it is looked at when the keys are opened.
  public init(_ text: String?) { self.text = text }

  /// Opens the issuer keys.
  ///
  /// - Throws: ``SecureModule/KeyURIError``, ``CardCrypto/KeyFileError``, ``CardCrypto/KeyDeviceFailure``,
  ///   and what `secrets` throws. A key file that others can read is refused before anybody is asked for a
  ///   passphrase.
  public func open(_ secrets: KeySecrets) throws -> OpenedKeyStore {
    guard let text else { return try MemoryKeyStore([:]) }
    if let device = try KeyDevice(text) { return try device.open(secrets) }
    let file = try KeyFile.read(at: text)
    return try file.unlock(passphrase: secrets.passphrase())
  }

  /// Opens the issuer keys and the keys of encrypting readers.
  ///
  /// - Parameters:
  ///   - readerKeys: a key file with keys of encrypting readers; else those in the key file of ``text``.
  ///   - secrets: asks for a passphrase or a PIN where one is needed.
  public func open(readerKeys: String? = nil, _ secrets: KeySecrets) throws -> OpenedKeys {
    if let readerKeys {
      let file = try KeyFile.read(at: readerKeys)
      let keys = try file.unlockReaderKeys(passphrase: secrets.passphrase())
      return OpenedKeys(issuer: try open(secrets), readers: keys)
    }
    // A SAM and a token hold issuer keys only.
    guard let text, try KeyDevice(text) == nil else {
      return OpenedKeys(issuer: try open(secrets), readers: MemorySwipeKeyStore())
    }
    let file = try KeyFile.read(at: text)
    let opened = try file.unlockAll(passphrase: secrets.passphrase())
    return OpenedKeys(issuer: opened.issuer, readers: opened.readers)
  }

  /// The reader in which the SAM sits: what lies in it is no member's card.
  public var samReader: String? {
    guard let text, case .sam(let uri)? = try? KeyDevice(text) else { return nil }
    return uri.reader
  }
}

/// What verifies cards and what decrypts swipes, opened.
public struct OpenedKeys: Sendable {
  /// The issuer keys, by card year.
  public let issuer: OpenedKeyStore
  /// The keys of encrypting readers.
  public let readers: MemorySwipeKeyStore
}

/// Who gives the secrets that open keys, when they are needed and not before.
public struct KeySecrets: Sendable {
  /// The passphrase of a key file.
  public let passphrase: @Sendable () throws -> SecretBytes
  /// The PIN of a device, by its name and the file that its URI names.
  public let pin: @Sendable (_ device: String, _ file: String?) throws -> SecretBytes
  /// Whether the last try before a device locks may be used.
  public let usesLastTry: Bool

  /// Names who gives them.
  public init(
    passphrase: @escaping @Sendable () throws -> SecretBytes,
    pin: @escaping @Sendable (_ device: String, _ file: String?) throws -> SecretBytes,
    usesLastTry: Bool = false
  ) {
    self.passphrase = passphrase
    self.pin = pin
    self.usesLastTry = usesLastTry
  }

  /// Secrets of a program that has only a key file.
  ///
  /// - Parameter passphrase: gives its passphrase, such as from a file: `KeyFile.passphrase(fromFile:)`.
  public init(passphrase: @escaping @Sendable () throws -> SecretBytes) {
    self.init(
      passphrase: passphrase,
      pin: { device, _ in throw KeyDeviceFailure(.pinMissing, device: device) })
  }
}
