public import Wording

/// Why DUKPT gives no key. No case carries a key or a part of one; a key serial number is public.
public enum DUKPTError: Error, Sendable, Hashable {
  /// A key serial number has 10 bytes (TDES) or 12 (AES), not this many.
  case serialNumberLength(Int)
  /// The transaction counter is 0: no transaction has been made yet, so there is no key for it.
  case counterZero
  /// The counter has more one bits than a device ever uses (10 of 21 for TDES, 16 of 32 for AES).
  case counterBits(Int, maximum: Int)
  /// The device has used every counter; it must be given a new initial key.
  case exhausted
  /// A key has not the length that the algorithm asks for (in bytes).
  case keyLength(Int)
  /// Encrypted data are not whole blocks (length in bytes).
  case dataLength(Int)
  /// A working key may not be stronger than the key that it is derived from.
  case workingKeyTooStrong
  /// The cryptographic library of the system refused the cipher.
  case cipherUnavailable
}

extension DUKPTError: ExplainedError {
  /// A stable name in lowerCamelCase.
  public var code: String {
    switch self {
    case .serialNumberLength: "ksnLength"
    case .counterZero: "ksnCounterZero"
    case .counterBits: "ksnCounterBits"
    case .exhausted: "dukptExhausted"
    case .keyLength: "invalidKey"
    case .dataLength: "cipherLength"
    case .workingKeyTooStrong: "workingKeyTooStrong"
    case .cipherUnavailable: "cipherUnavailable"
    }
  }

  /// A worn-out or missing cipher is the device's matter, all else is wrong input.
  public var nature: ErrorNature {
    switch self {
    case .exhausted, .cipherUnavailable: .device
    default: .input
    }
  }

  /// What is wrong.
  public var message: Sentence {
    switch self {
    case .serialNumberLength(let count):
      Sentence(
        zhHans: "密钥序列号应为10字节（TDES）或12字节（AES），实为\(count)字节。",
        zhHant: "金鑰序號應為10位元組（TDES）或12位元組（AES），實為\(count)位元組。",
        en: "A key serial number has 10 bytes (TDES) or 12 (AES), not \(count).")
    case .counterZero:
      Sentence(
        zhHans: "密钥序列号的计数器为零：该读卡器还没有加密过。",
        zhHant: "金鑰序號的計數器為零：該讀卡機還沒有加密過。",
        en: "The counter of the key serial number is zero: the reader has encrypted nothing yet.")
    case .counterBits(let bits, let maximum):
      Sentence(
        zhHans: "密钥序列号的计数器有\(bits)个1位，最多\(maximum)个；读卡器不会发出这样的序列号。",
        zhHant: "金鑰序號的計數器有\(bits)個1位元，最多\(maximum)個；讀卡機不會發出這樣的序號。",
        en: "The counter of the key serial number has \(bits) one bits; no reader uses more than "
          + "\(maximum).")
    case .exhausted:
      Sentence(
        zhHans: "读卡器的密钥已用尽。", zhHant: "讀卡機的金鑰已用盡。",
        en: "The reader has used up its keys.")
    case .keyLength(let count):
      Sentence(
        zhHans: "密钥长度不对：\(count)字节。", zhHant: "金鑰長度不對：\(count)位元組。",
        en: "A key of \(count) bytes does not fit.")
    case .dataLength(let count):
      Sentence(
        zhHans: "加密数据的长度（\(count)字节）不是整块。",
        zhHant: "加密資料的長度（\(count)位元組）不是整塊。",
        en: "Encrypted data of \(count) bytes are not whole blocks.")
    case .workingKeyTooStrong:
      Sentence(
        zhHans: "工作密钥不能强于它的派生密钥。", zhHant: "工作金鑰不能強於它的衍生金鑰。",
        en: "A working key may not be stronger than the key that it is derived from.")
    case .cipherUnavailable:
      Sentence(
        zhHans: "系统的加密库不提供所需的算法。", zhHant: "系統的加密程式庫不提供所需的演算法。",
        en: "The system's cryptographic library does not provide the cipher.")
    }
  }

  /// What to do about it.
  public var hint: Sentence? {
    switch self {
    case .exhausted:
      Sentence(
        zhHans: "请换用另一台读卡器，并将这台送去重新注入密钥。",
        zhHant: "請換用另一台讀卡機，並將這台送去重新注入金鑰。",
        en: "Use another reader, and send this one to be given a new key.")
    case .cipherUnavailable:
      Sentence(
        zhHans: "请检查 OpenSSL 的默认 provider 是否启用。",
        zhHant: "請檢查 OpenSSL 的預設 provider 是否啟用。",
        en: "Check that OpenSSL's default provider is enabled.")
    default: nil
    }
  }
}
