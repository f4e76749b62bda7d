public import CardCrypto
public import SmartCard
public import Wording

/// Why a card could not be judged at all: something on our side failed. Never an acceptance.
public enum CardVerificationError: ExplainedError {
  /// The reader or the card failed.
  case card(SmartCardError)
  /// The key store failed.
  case keys(KeyStoreError)
  /// The register could not be asked.
  case register(any Error)

  private var explained: (any ExplainedError)? {
    switch self {
    case .card(let error): error
    case .keys(let error): error
    case .register(let error): error as? any ExplainedError
    }
  }

  public var code: String { explained?.code ?? "registerUnavailable" }

  public var nature: ErrorNature { .device }

  public var message: Sentence {
    explained?.message
      ?? Sentence(
        zhHans: "无法查询会员卡登记簿。", zhHant: "無法查詢會員卡登記簿。",
        en: "The card register could not be asked.")
  }

  public var hint: Sentence? {
    explained?.hint
      ?? Sentence(zhHans: "请重试。", zhHant: "請重試。", en: "Please try again.")
  }
}
