import ArgumentParser
import CardCrypto
import CardReaders
import MagneticStripe
import VIPCard
import Wording

/// Where the keys of encrypting stripe readers come from.
struct ReaderKeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A key file with keys of encrypting readers; else those in the key file of --keys.",
      valueName: "file"))
  var readerKeys: String?
}

/// What verifies cards and what decrypts swipes, opened.
struct OpenedKeys {
  /// The issuer keys, by card year.
  let issuer: OpenedKeyStore
  /// The keys of encrypting readers.
  let readers: MemorySwipeKeyStore
}

extension KeyOptions {
  /// The opened issuer keys and reader keys; none where none is named.
  func open(with readers: ReaderKeyOptions) throws -> OpenedKeys {
    if let path = readers.readerKeys {
      let file = try KeyFile.read(at: path)
      let keys = try file.unlockReaderKeys(passphrase: passphraseOptions.passphrase())
      return OpenedKeys(issuer: try open(), readers: keys)
    }
    // A SAM and a token hold issuer keys only.
    guard let keyFile, try KeyDevice(keyFile) == nil else {
      return OpenedKeys(issuer: try open(), readers: MemorySwipeKeyStore())
    }
    // A file that others can read is refused before anybody is asked for a passphrase.
    let file = try KeyFile.read(at: keyFile)
    let opened = try file.unlockAll(passphrase: passphraseOptions.passphrase())
    return OpenedKeys(issuer: opened.issuer, readers: opened.readers)
  }
}

extension CardJudgement {
  /// The first error of a track that is the reader's matter: a head that encrypts, and cannot be
  /// decrypted here.
  var headError: TrackError? { firstError { $0.nature == .device } }

  /// The first error of a track with more characters than a stripe can hold.
  var lengthError: TrackError? {
    firstError { error in
      if case .tooLong = error { true } else { false }
    }
  }

  private func firstError(_ isWanted: (TrackError) -> Bool) -> TrackError? {
    guard case .tracks(let tracks) = tracks else { return nil }
    return TrackNumber.allCases.compactMap { tracks[$0].trackError }.first(where: isWanted)
  }
}
