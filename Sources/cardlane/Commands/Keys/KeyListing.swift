import CardCrypto
import Wire
import Wording

/// How a key file is shown: years, rights, readers and check values.
struct KeyListing {
  let file: KeyFile

  /// Prints the list, as JSON or as a table.
  func show(_ speech: SpeechOptions) throws {
    if speech.json {
      StandardOutput.write(try JSONLine.text(KeyRecord(file)))
      return
    }
    if file.listing.isEmpty, file.readerKeySets.isEmpty {
      StandardOutput.write(Self.none(file.path)[speech.language])
    }
    for entry in file.listing {
      StandardOutput.write("\(entry.year)  \(entry.checkValue)  \(right(entry)[speech.language])")
    }
    for set in file.readerKeySets {
      let prefix = set.prefix.description
      StandardOutput.write(
        "\(prefix)  \(set.checkValue)  \(set.algorithm.rawValue)  \(use(set)[speech.language])")
    }
  }

  private func use(_ set: SwipeKeySet) -> Sentence {
    switch set.kind {
    case .base:
      Sentence(
        zhHans: "解密这组读卡器的刷卡", zhHant: "解密這組讀卡機的刷卡",
        en: "decrypts swipes of these readers")
    case .initial:
      Sentence(
        zhHans: "解密这一台读卡器的刷卡", zhHant: "解密這一台讀卡機的刷卡",
        en: "decrypts swipes of this one reader")
    }
  }

  private func right(_ entry: KeyFile.Listing) -> Sentence {
    switch entry.right {
    case .verify: Sentence(zhHans: "验卡", zhHant: "驗卡", en: "verifies")
    case .issue: Sentence(zhHans: "验卡、发卡", zhHant: "驗卡、發卡", en: "verifies and issues")
    }
  }

  private static func none(_ path: String) -> Sentence {
    Sentence(
      zhHans: "“\(path)”中还没有密钥。", zhHant: "「\(path)」中還沒有金鑰。", en: "\"\(path)\" holds no key yet.")
  }
}
