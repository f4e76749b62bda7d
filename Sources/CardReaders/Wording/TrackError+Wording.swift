public import MagneticStripe
public import Wording

/// A track that could not be read, in words for the cashier. It never repeats what was read.
extension TrackError: ExplainedError {
  /// What is wrong with the track.
  public var message: Sentence {
    switch self {
    case .undecodable:
      Sentence(
        zhHans: "读卡器无法识读磁道。", zhHant: "讀卡機無法識讀磁軌。",
        en: "The reader could not decode the track.")
    case .noStartSentinel:
      Sentence(
        zhHans: "磁道没有起始符。", zhHant: "磁軌沒有起始符。",
        en: "The track has no start sentinel.")
    case .noEndSentinel:
      Sentence(
        zhHans: "刷卡中断：磁道没有结束符。", zhHant: "刷卡中斷：磁軌沒有結束符。",
        en: "The swipe stopped half way: the track has no end sentinel.")
    case .tooLong(let maximum):
      Sentence(
        zhHans: "磁道过长：最多 \(maximum) 个字符。", zhHant: "磁軌過長：最多 \(maximum) 個字元。",
        en: "The track is too long: it can hold \(maximum) characters.")
    case .character(let position):
      Sentence(
        zhHans: "磁道第 \(position + 1) 个字符不在字符集内。",
        zhHant: "磁軌第 \(position + 1) 個字元不在字元集內。",
        en: "Character \(position + 1) of the track is not in its character set.")
    case .parity(let position):
      Sentence(
        zhHans: "磁道第 \(position + 1) 个字符的奇偶校验有误。",
        zhHant: "磁軌第 \(position + 1) 個字元的同位檢查有誤。",
        en: "The parity of character \(position + 1) of the track is wrong.")
    case .redundancy:
      Sentence(
        zhHans: "磁道的校验符（LRC）不符。", zhHant: "磁軌的檢查符（LRC）不符。",
        en: "The track's check character (LRC) does not fit.")
    case .cutShort(let stated, let present):
      Sentence(
        zhHans: "读卡器报称 \(stated) 个字符，只送来 \(present) 个。",
        zhHant: "讀卡機報稱 \(stated) 個字元，只送來 \(present) 個。",
        en: "The reader announced \(stated) characters and sent \(present).")
    case .repeated:
      Sentence(
        zhHans: "一次刷卡里出现了两张卡的磁道。", zhHant: "一次刷卡裡出現了兩張卡的磁軌。",
        en: "Tracks of two cards came in one swipe.")
    case .encrypted(let serialNumber): Self.encryptedMessage(serialNumber)
    }
  }

  /// What the cashier can do.
  public var hint: Sentence? {
    switch self {
    case .encrypted:
      Sentence(
        zhHans: "请导入该读卡器的密钥，或换用不加密的读卡器。",
        zhHant: "請匯入該讀卡機的金鑰，或換用不加密的讀卡機。",
        en: "Import the key of this reader, or use a reader that does not encrypt.")
    case .undecodable, .redundancy, .parity, .character:
      Sentence(
        zhHans: "请擦净磁条后再匀速刷一次。", zhHant: "請擦淨磁條後再等速刷一次。",
        en: "Wipe the stripe and swipe again at an even speed.")
    default:
      Sentence(
        zhHans: "请再刷一次，从头到尾不要停。", zhHant: "請再刷一次，從頭到尾不要停。",
        en: "Swipe again, from end to end without a stop.")
    }
  }

  /// A card that cannot be read is a refusal, not a failure of the device.
  public var nature: ErrorNature {
    guard case .encrypted = self else { return .refusal }
    return .device
  }

  private static func encryptedMessage(_ serialNumber: String?) -> Sentence {
    guard let serialNumber else {
      return Sentence(
        zhHans: "读卡器的磁头加密，本机没有它的密钥。",
        zhHant: "讀卡機的磁頭加密，本機沒有它的金鑰。",
        en: "The reader's head encrypts, and no key for it is available here.")
    }
    return Sentence(
      zhHans: "读卡器的磁头加密（密钥序列号 \(serialNumber)），本机没有它的密钥。",
      zhHant: "讀卡機的磁頭加密（金鑰序號 \(serialNumber)），本機沒有它的金鑰。",
      en: "The reader's head encrypts (key serial number \(serialNumber)), and no key for it is "
        + "available here.")
  }
}
