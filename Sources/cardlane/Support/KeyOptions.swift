import ArgumentParser
import CardCrypto
import Desk
import SecureModule
import Wording

/// Everything that a key store is asked for; a key file, a SAM and a PKCS#11 token all answer.
typealias OpenedKeyStore = any IssuingKeyStore & SealedIssuingKeyStore

/// The key store that verifies cards: a key file, a SAM, or a PKCS#11 token.
struct KeyOptions: ParsableArguments {
  @Option(
    name: .customLong("keys"),
    help: ArgumentHelp(
      "A key file, sam:READER?pairing=FILE, or pkcs11:token=NAME?module-path=/… (see `cardlane keys`).",
      valueName: "keys"))
  var keyFile: String?

  @OptionGroup var passphraseOptions: PassphraseOptions
  @OptionGroup var pinOptions: PINOptions

  /// The opened keys; a store without any key where none is named.
  func open() throws -> OpenedKeyStore {
    guard let keyFile else { return try MemoryKeyStore([:]) }
    if let device = try KeyDevice(keyFile) { return try device.open(pinOptions) }
    // A file that others can read is refused before anybody is asked for a passphrase.
    let file = try KeyFile.read(at: keyFile)
    return try file.unlock(passphrase: passphraseOptions.passphrase())
  }

  /// The reader in which the SAM sits: what lies in it is no member's card.
  var samReader: String? {
    guard let keyFile, case .sam(let uri)? = try? KeyDevice(keyFile) else { return nil }
    return uri.reader
  }
}

/// A key store that is a device, as `--keys` names it.
enum KeyDevice {
  case sam(SAMURI)
  case token(TokenURI)

  /// Reads a value of `--keys`; `nil` for a key file. Throws ``KeyURIError``.
  init?(_ text: String) throws(KeyURIError) {
    if text.hasPrefix(SAMURI.scheme) {
      self = .sam(try SAMURI(text))
    } else if text.hasPrefix(TokenURI.scheme) {
      self = .token(try TokenURI(text))
    } else {
      return nil
    }
  }

  /// Opens the store; the device itself is asked when the store is.
  func open(_ options: PINOptions) throws -> OpenedKeyStore {
    switch self {
    case .sam(let uri): try Self.store(uri, options)
    case .token(let uri): try Self.store(uri, options)
    }
  }

  static func store(_ uri: SAMURI, _ options: PINOptions) throws -> SAMKeyStore {
    let pairingKey = try SecretBytes(keyFile: uri.pairingFile)
    let pin = try PINOptions.samPIN(options.pin(for: uri.reader))
    return SAMKeyStore(
      SAMReader(uri.reader),
      access: SAMKeyStore.Access(
        pairingKey: pairingKey, pin: pin, role: uri.role, usesLastTry: options.lastTry))
  }

  static func store(
    _ uri: TokenURI, _ options: PINOptions, writes: Bool = false
  ) throws -> PKCS11KeyStore {
    try PKCS11KeyStore(
      uri, pin: options.pin(for: uri.device, file: uri.pinFile), usesLastTry: options.lastTry,
      writes: writes)
  }
}

extension SecretBytes {
  /// Reads the 32 hexadecimal digits of a pairing or administrator's key from a private file.
  init(keyFile path: String) throws {
    let text = try KeyFile.passphrase(fromFile: path)
    var digits = unsafe text.withBytes { unsafe Array($0) }
    defer { SecretBytes.clear(&digits) }
    var bytes = try Hexadecimal.bytes(digits)
    guard bytes.count == 16 else {
      defer { SecretBytes.clear(&bytes) }
      throw PlainError(
        code: "invalidKey",
        Sentence(
          zhHans: "“\(path)”里应有 32 位十六进制数字。", zhHant: "「\(path)」裡應有 32 位十六進位數字。",
          en: "\"\(path)\" should hold 32 hexadecimal digits."))
    }
    self.init(consuming: &bytes)
  }

  /// Writes a key as 32 hexadecimal digits into a new private file.
  func writeKey(to path: String) throws {
    var text = unsafe withBytes { unsafe Array(Hex.text($0).utf8) } + [0x0A]
    defer { SecretBytes.clear(&text) }
    try CardCrypto.PrivateFile.write(text, to: path, replacing: false)
  }
}
