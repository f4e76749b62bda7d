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

  /// The key store in force: what the option names, else the lane file; `nil` where neither does.
  var named: String? { LaneInForce.settings.keys(keyFile)?.value }

  /// Where the keys come from.
  var source: KeySource { KeySource(named) }

  /// Who gives the secrets: files, the environment, the terminal. The secrets of the lane file open the
  /// lane's own key store, and no other.
  var secrets: KeySecrets {
    let passphraseFile = passphraseOptions.passphraseFile
    guard keyFile == nil, named != nil else {
      return pinOptions.secrets(passphraseFile: passphraseFile)
    }
    let pinFile = pinOptions.pinFile
    return KeySecrets(
      passphrase: {
        let inForce = LaneInForce.settings.passphrase(passphraseFile)
        return try PassphraseOptions.passphrase(file: inForce?.value.file)
      },
      pin: { device, file in
        let inForce = LaneInForce.settings.pin(pinFile, named: file)
        return try PINOptions.pin(for: device, file: inForce?.value.file)
      },
      usesLastTry: pinOptions.lastTry)
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
