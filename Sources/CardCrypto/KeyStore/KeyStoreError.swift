public import Wording

/// What can go wrong while computing with issuer keys. No case carries a key or a part of one.
public enum KeyStoreError: ExplainedError, Equatable {
  /// No key is held for this card year.
  case unknownYear(Int)
  /// The key of this year may verify cards but not make them.
  case noIssuingRight(year: Int)
  /// The message begins with `01`, which is kept for key diversification.
  case reservedMessage
  /// A diversification input must have 1 to 31 bytes.
  case invalidDiversification(length: Int)
  /// A key (or key-encryption key) of a length that AES or the store does not take.
  case invalidKey(length: Int)
  /// The device behind the store (SAM, token) failed; `detail` is technical and holds no secret.
  case unavailable(detail: String)
  /// The device behind the store did not compute, and says why.
  case device(KeyDeviceFailure)

  public var code: String {
    switch self {
    case .unknownYear: "unknownKeyYear"
    case .noIssuingRight: "noIssuingRight"
    case .reservedMessage: "reservedMessage"
    case .invalidDiversification: "invalidDiversification"
    case .invalidKey: "invalidKey"
    case .unavailable: "keyStoreUnavailable"
    case .device(let failure): failure.code
    }
  }

  public var nature: ErrorNature {
    switch self {
    case .unknownYear, .reservedMessage, .invalidDiversification, .invalidKey: .input
    case .noIssuingRight: .refusal
    case .unavailable: .device
    case .device(let failure): failure.nature
    }
  }

  public var message: Sentence {
    switch self {
    case .unknownYear(let year):
      Sentence(
        zhHans: "密钥库中没有\(year)年的密钥。", zhHant: "金鑰庫中沒有\(year)年的金鑰。",
        en: "The key store holds no key for \(year).")
    case .noIssuingRight(let year):
      Sentence(
        zhHans: "\(year)年的密钥只能验卡，不能发卡。", zhHant: "\(year)年的金鑰只能驗卡，不能發卡。",
        en: "The key for \(year) may verify cards but not issue them.")
    case .reservedMessage:
      Sentence(
        zhHans: "拒绝计算：以01开头的数据保留给密钥分散。",
        zhHant: "拒絕計算：以01開頭的資料保留給金鑰分散。",
        en: "Refused: data that begins with 01 is kept for key diversification.")
    case .invalidDiversification(let length):
      Sentence(
        zhHans: "分散数据须为1至31字节，实为\(length)字节。",
        zhHant: "分散資料須為1至31位元組，實為\(length)位元組。",
        en: "A diversification input has 1 to 31 bytes, not \(length).")
    case .invalidKey(let length):
      Sentence(
        zhHans: "密钥长度不对：\(length)字节，须为16字节。",
        zhHant: "金鑰長度不對：\(length)位元組，須為16位元組。",
        en: "A key of \(length) bytes does not fit; an issuer key has 16.")
    case .unavailable(let detail):
      Sentence(
        zhHans: "密钥设备没有应答（\(detail)）。", zhHant: "金鑰設備沒有應答（\(detail)）。",
        en: "The key device does not answer (\(detail)).")
    case .device(let failure): failure.message
    }
  }

  public var hint: Sentence? {
    switch self {
    case .unknownYear(let year):
      Sentence(
        zhHans: "请为密钥库加入\(year)年的密钥（cardlane keys import）。",
        zhHant: "請為金鑰庫加入\(year)年的金鑰（cardlane keys import）。",
        en: "Add the key for \(year) to the key store (cardlane keys import).")
    case .noIssuingRight:
      Sentence(
        zhHans: "请在发卡处制卡。", zhHant: "請在發卡處製卡。", en: "Make cards at the issuing desk.")
    case .unavailable:
      Sentence(
        zhHans: "请检查密钥卡或加密设备是否插好，然后重试。",
        zhHant: "請檢查金鑰卡或加密設備是否插好，然後重試。",
        en: "Check that the SAM or token is plugged in, then try again.")
    case .device(let failure): failure.hint
    case .reservedMessage, .invalidDiversification, .invalidKey: nil
    }
  }
}
