import ArgumentParser
import CardCrypto

/// The key file that verifies cards.
struct KeyOptions: ParsableArguments {
  @Option(name: .customLong("keys"), help: "The key file (see `cardlane keys`).")
  var keyFile: String?

  @OptionGroup var passphraseOptions: PassphraseOptions

  /// The opened keys; a store without any key where no file is named.
  func open() throws -> MemoryKeyStore {
    guard let keyFile else { return try MemoryKeyStore([:]) }
    // A file that others can read is refused before anybody is asked for a passphrase.
    let file = try KeyFile.read(at: keyFile)
    return try file.unlock(passphrase: passphraseOptions.passphrase())
  }
}
