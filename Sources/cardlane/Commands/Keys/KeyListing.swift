import CardCrypto
import Wording

/// How a key file is shown: years, rights and check values.
struct KeyListing {
  let file: KeyFile

  /// Prints the list, as JSON or as a table.
  func show(_ speech: SpeechOptions) throws {
    if speech.json {
      let keys = file.listing.map {
        Record.Key(year: $0.year, right: $0.right, checkValue: $0.checkValue.description)
      }
      StandardOutput.write(try JSONLine.text(Record(store: file.path, keys: keys)))
      return
    }
    if file.listing.isEmpty {
      StandardOutput.write(Self.none(file.path)[speech.language])
    }
    for entry in file.listing {
      StandardOutput.write("\(entry.year)  \(entry.checkValue)  \(right(entry)[speech.language])")
    }
  }

  private struct Record: Encodable {
    struct Key: Encodable {
      let year: Int
      let right: KeyRight
      let checkValue: String
    }

    let store: String
    let keys: [Key]
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
