import ArgumentParser

/// `cardlane keys …`: the key file, one random key for each card year, and keys of readers.
struct Keys: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make and look after a key file: one issuer key for each card year.",
    discussion: """
      A key file holds every key wrapped (AES key wrap, RFC 3394) under a key that scrypt derives \
      from a passphrase. It must belong to you and be readable by nobody else (mode 0600). \
      The passphrase comes from CARDLANE_PASSPHRASE, --passphrase-file, or a prompt.
      Only check values are ever shown: the first 3 bytes of AES-CMAC over 16 zero bytes, of a triple \
      DES key the first 3 bytes of an encrypted block of zeros.
      Beside issuer keys a file can hold the keys of encrypting stripe readers, by the beginning of \
      their key serial numbers. To decrypt swipes is a right of its own: it gives no right to verify \
      or to issue cards.
      """,
    subcommands: [
      KeysInit.self, KeysAdd.self, KeysImport.self, KeysList.self, KeysTill.self,
      KeysRetire.self, KeysRewrap.self, KeysSAM.self, KeysPKCS11.self,
    ])
}

/// The key file that a `keys` command works on.
struct KeyFileOptions: ParsableArguments {
  @Option(name: .customLong("store"), help: "The key file.")
  var path: String

  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var speech: SpeechOptions
}
