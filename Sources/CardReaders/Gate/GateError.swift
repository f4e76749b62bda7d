public import Wording

/// A gate refuses what was asked of it. The names are those of UnifiedPOS' result codes.
public enum GateError: ExplainedError, Sendable, Hashable {
  /// `E_CLAIMED`: another program has claimed the reader.
  case claimed(owner: ReaderApplication)
  /// `E_NOTCLAIMED`: the program has not claimed the reader.
  case notClaimed(ReaderApplication)

  /// A stable name in lowerCamelCase.
  public var code: String {
    switch self {
    case .claimed: "readerClaimed"
    case .notClaimed: "readerNotClaimed"
    }
  }

  /// What happened, and to which device.
  public var message: Sentence {
    switch self {
    case .claimed(let owner):
      Sentence(
        zhHans: "读卡器正由「\(owner.rawValue)」使用。", zhHant: "讀卡機正由「\(owner.rawValue)」使用。",
        en: "The reader is in use by \"\(owner.rawValue)\".")
    case .notClaimed(let application):
      Sentence(
        zhHans: "「\(application.rawValue)」没有占用读卡器。",
        zhHant: "「\(application.rawValue)」沒有佔用讀卡機。",
        en: "\"\(application.rawValue)\" has not claimed the reader.")
    }
  }

  /// What the person in front of it can do.
  public var hint: Sentence? {
    switch self {
    case .claimed:
      Sentence(
        zhHans: "请等它释放，或请求释放。", zhHant: "請等它釋放，或請求釋放。",
        en: "Wait until it is released, or request its release.")
    case .notClaimed:
      Sentence(zhHans: "请先占用读卡器。", zhHant: "請先佔用讀卡機。", en: "Claim the reader first.")
    }
  }

  /// Whose matter it is.
  public var nature: ErrorNature { .input }
}
