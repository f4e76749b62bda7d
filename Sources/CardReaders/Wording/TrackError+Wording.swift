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
    case .undecipherable(let serialNumber): Self.undecipherableMessage(serialNumber ?? "?")
    case .hashMismatch(let serialNumber):
      Sentence(
        zhHans: "磁道与磁头送来的 SHA-1 不符（密钥序列号 \(serialNumber ?? "?")），已作废。",
        zhHant: "磁軌與磁頭送來的 SHA-1 不符（金鑰序號 \(serialNumber ?? "?")），已作廢。",
        en: "The track does not fit the SHA-1 that the head sent with it (key serial number "
          + "\(serialNumber ?? "?")); it was dropped.")
    case .checksum:
      Sentence(
        zhHans: "读卡器输入的校验和不符：按键有丢失，或混入了别的按键。",
        zhHant: "讀卡機輸入的總和檢查不符：按鍵有遺失，或混入了別的按鍵。",
        en:
          "The check sum of what the reader typed does not fit: keys were lost or came in between.")
    case .keysExhausted:
      Sentence(
        zhHans: "读卡器的加密密钥已用尽，不能再读卡。", zhHant: "讀卡機的加密金鑰已用盡，不能再讀卡。",
        en: "The reader has used up its encryption keys and reads no card any more.")
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
    case .undecipherable:
      Sentence(
        zhHans: "请再刷一次；如果仍然如此，请核对导入的读卡器密钥。",
        zhHant: "請再刷一次；如果仍然如此，請核對匯入的讀卡機金鑰。",
        en: "Swipe again; if that does not help, check the key that was imported for this reader.")
    case .hashMismatch:
      Sentence(
        zhHans: "请再刷一次；如果仍然如此，请停用这台读卡器并送检。",
        zhHant: "請再刷一次；如果仍然如此，請停用這台讀卡機並送檢。",
        en: "Swipe again; if that does not help, stop using this reader and have it examined.")
    case .keysExhausted:
      Sentence(
        zhHans: "请换用另一台读卡器，并将这台送去重新注入密钥。",
        zhHant: "請換用另一台讀卡機，並將這台送去重新注入金鑰。",
        en: "Use another reader, and send this one to be given a new key.")
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
    switch self {
    case .encrypted, .undecipherable, .hashMismatch, .keysExhausted: .device
    default: .refusal
    }
  }

  private static func undecipherableMessage(_ serialNumber: String) -> Sentence {
    Sentence(
      zhHans: "用本机的密钥解不出磁道（密钥序列号 \(serialNumber)）。",
      zhHant: "用本機的金鑰解不出磁軌（金鑰序號 \(serialNumber)）。",
      en: "The key here does not decrypt the track (key serial number \(serialNumber)).")
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
