import CardCrypto
import SecureModule
import Wire
import Wording

/// How the keys of a device are shown: years, rights and check values.
struct KeyDeviceListing {
  let device: String
  let keys: [KeyRecord.Key]

  init(_ device: String, _ entries: [SAMKeyEntry]) {
    self.device = device
    keys = entries.sorted { $0.year < $1.year }.map {
      KeyRecord.Key(year: $0.year, right: $0.right, checkValue: $0.checkValue.description)
    }
  }

  /// Prints the list, as JSON or as a table.
  func show(_ speech: SpeechOptions) throws {
    if speech.json {
      StandardOutput.write(try JSONLine.text(KeyRecord(device: device, keys: keys)))
      return
    }
    if keys.isEmpty { StandardOutput.write(none[speech.language]) }
    for key in keys {
      StandardOutput.write("\(key.year)  \(key.checkValue)  \(words(key.right)[speech.language])")
    }
  }

  private func words(_ right: KeyRight) -> Sentence {
    switch right {
    case .verify: Sentence(zhHans: "验卡", zhHant: "驗卡", en: "verifies")
    case .issue: Sentence(zhHans: "验卡、发卡", zhHant: "驗卡、發卡", en: "verifies and issues")
    }
  }

  private var none: Sentence {
    Sentence(
      zhHans: "“\(device)”中还没有密钥。", zhHant: "「\(device)」中還沒有金鑰。",
      en: "\"\(device)\" holds no key yet.")
  }
}
