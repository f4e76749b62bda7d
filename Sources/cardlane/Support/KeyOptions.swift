import ArgumentParser
import CardCrypto
import Desk

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

  /// Where the keys come from.
  var source: KeySource { KeySource(keyFile) }

  /// Who gives the secrets: files, the environment, the terminal.
  var secrets: KeySecrets {
    pinOptions.secrets(passphraseFile: passphraseOptions.passphraseFile)
  }

  /// The opened keys; a store without any key where none is named.
  func open() throws -> OpenedKeyStore { try source.open(secrets) }

  /// The reader in which the SAM sits: what lies in it is no member's card.
  var samReader: String? { source.samReader }
}

extension PINOptions {
  /// Who gives the secrets of key stores: files, the environment, the terminal.
  ///
  /// - Parameter passphraseFile: the file with the passphrase of a key file, where one is named.
  func secrets(passphraseFile: String? = nil) -> KeySecrets {
    let pinFile = pinFile
    return KeySecrets(
      passphrase: { try PassphraseOptions.passphrase(file: passphraseFile) },
      pin: { device, file in try PINOptions.pin(for: device, file: pinFile ?? file) },
      usesLastTry: lastTry)
  }
}
