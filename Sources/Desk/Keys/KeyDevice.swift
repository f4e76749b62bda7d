package import CardCrypto
package import SecureModule
import Wording

/// A key store that is a device, as a ``KeySource`` names it.
package enum KeyDevice {
  case sam(SAMURI)
  case token(TokenURI)

  /// Reads a word; `nil` for a key file. Throws ``KeyURIError``.
  package init?(_ text: String) throws(KeyURIError) {
    if text.hasPrefix(SAMURI.scheme) {
      self = .sam(try SAMURI(text))
    } else if text.hasPrefix(TokenURI.scheme) {
      self = .token(try TokenURI(text))
    } else {
      return nil
    }
  }

  /// Opens the store; the device itself is asked when the store is.
  package func open(_ secrets: KeySecrets) throws -> OpenedKeyStore {
    switch self {
    case .sam(let uri): try Self.store(uri, secrets)
    case .token(let uri): try Self.store(uri, secrets)
    }
  }

  /// A SAM's store.
  package static func store(_ uri: SAMURI, _ secrets: KeySecrets) throws -> SAMKeyStore {
    let pairingKey = try SecretBytes(keyFile: uri.pairingFile)
    let pin = try SAMPIN(checking: secrets.pin(uri.reader, nil))
    return SAMKeyStore(
      SAMReader(uri.reader),
      access: SAMKeyStore.Access(
        pairingKey: pairingKey, pin: pin, role: uri.role, usesLastTry: secrets.usesLastTry))
  }

  /// A token's store.
  package static func store(
    _ uri: TokenURI, _ secrets: KeySecrets, writes: Bool = false
  ) throws -> PKCS11KeyStore {
    try PKCS11KeyStore(
      uri, pin: secrets.pin(uri.device, uri.pinFile), usesLastTry: secrets.usesLastTry,
      writes: writes)
  }
}

extension SAMPIN {
  /// A SAM's PIN; refused before anything is sent if it cannot be one.
  package init(checking secret: SecretBytes) throws(PlainError) {
    guard let pin = SAMPIN(secret) else {
      throw PlainError(
        code: "invalidPIN",
        Sentence(
          zhHans: "PIN 应有 4 至 8 个字符。", zhHant: "PIN 應有 4 至 8 個字元。",
          en: "A PIN has 4 to 8 characters."))
    }
    self = pin
  }
}
