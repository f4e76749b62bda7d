public import Wording

extension ATR {
  /// The historical bytes, taken apart.
  public var historical: HistoricalBytes { HistoricalBytes(historicalBytes) }

  /// What a reader says about a contactless memory card; `nil` for other cards.
  public var storageCard: StorageCardName? { StorageCardName(historical) }

  /// Whether the reader has made it up for a contactless card (PC/SC part 3): `3B 8n 80 01`, then
  /// what the card's own answer-to-select holds.
  public var isContactless: Bool {
    bytes.count >= 5
      && bytes.starts(with: [0x3B, 0x80 | UInt8(historicalBytes.count & 0xF), 0x80, 0x01])
  }

  /// The card in one line of words: what kind, which protocols, what is wrong with its ATR.
  public var explanation: Sentence {
    var parts = [kind]
    if let storageCard, let name = storageCard.name {
      parts.append(Sentence(zhHans: name, zhHant: name, en: name))
    } else if !protocols.isEmpty {
      let names = protocols.map { "T=\($0)" }.joined(separator: ", ")
      parts.append(Sentence(zhHans: names, zhHant: names, en: names))
    }
    if let capabilities = historical.capabilities, capabilities.hasExtendedLength {
      parts.append(Sentence(zhHans: "支持长命令", zhHant: "支援長命令", en: "extended length"))
    }
    parts += problems.map(\.sentence)
    return Sentence(
      zhHans: parts.map(\.simplifiedChinese).joined(separator: "，"),
      zhHant: parts.map(\.traditionalChinese).joined(separator: "，"),
      en: parts.map(\.english).joined(separator: ", "))
  }

  private var kind: Sentence {
    if convention == nil {
      Sentence(zhHans: "无法识别的卡", zhHant: "無法識別的卡", en: "unrecognisable card")
    } else if storageCard != nil {
      Sentence(zhHans: "非接触式存储卡", zhHant: "非接觸式儲存卡", en: "contactless memory card")
    } else if isContactless {
      Sentence(zhHans: "非接触式芯片卡", zhHant: "非接觸式晶片卡", en: "contactless chip card")
    } else {
      Sentence(zhHans: "接触式芯片卡", zhHant: "接觸式晶片卡", en: "contact chip card")
    }
  }
}

extension ATR.Problem {
  /// The problem in words.
  public var sentence: Sentence {
    switch self {
    case .empty: Sentence(zhHans: "没有复位应答", zhHant: "沒有重置應答", en: "no answer-to-reset")
    case .unknownConvention(let byte):
      Sentence(
        zhHans: "首字节 \(hexadecimal([byte])) 不是 3B 或 3F",
        zhHant: "首位元組 \(hexadecimal([byte])) 不是 3B 或 3F",
        en: "the first byte \(hexadecimal([byte])) is neither 3B nor 3F")
    case .tooLong(let count):
      Sentence(
        zhHans: "复位应答过长（\(count) 字节）", zhHant: "重置應答過長（\(count) 位元組）",
        en: "the answer-to-reset is too long (\(count) bytes)")
    case .cutOff(let part):
      Sentence(
        zhHans: "复位应答在 \(part) 之前中断", zhHant: "重置應答在 \(part) 之前中斷",
        en: "the answer-to-reset ends before \(part)")
    case .checkByteMissing:
      Sentence(zhHans: "缺少校验字节 TCK", zhHant: "缺少檢查位元組 TCK", en: "the check byte TCK is missing")
    case .checkByteWrong(let found, let expected):
      Sentence(
        zhHans: "校验字节 TCK 是 \(hexadecimal([found]))，应为 \(hexadecimal([expected]))",
        zhHant: "檢查位元組 TCK 是 \(hexadecimal([found]))，應為 \(hexadecimal([expected]))",
        en: "the check byte TCK is \(hexadecimal([found])), not \(hexadecimal([expected]))")
    case .trailingBytes(let count):
      Sentence(
        zhHans: "末尾多出 \(count) 字节", zhHant: "末尾多出 \(count) 位元組",
        en: "\(count) bytes too many at the end")
    }
  }
}
