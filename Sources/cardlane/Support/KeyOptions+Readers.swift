import ArgumentParser
import CardCrypto
import Desk

/// Where the keys of encrypting stripe readers come from.
struct ReaderKeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A key file with keys of encrypting readers; else those in the key file of --keys.",
      valueName: "file"))
  var readerKeys: String?
}

extension KeyOptions {
  /// The opened issuer keys and reader keys; none where none is named.
  func open(with readers: ReaderKeyOptions) throws -> OpenedKeys {
    let path = LaneInForce.settings.readerKeys(readers.readerKeys, keys: keyFile)?.value
    return try source.open(readerKeys: path, secrets)
  }
}
