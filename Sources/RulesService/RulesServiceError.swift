public import Documents
public import Wording

/// A rules service that failed: it did not answer, or its answer cannot be believed. Nothing was priced.
///
/// A refusal by the service is not among these; it is a ``Loyalty/SaleError``.
public enum RulesServiceError: ExplainedError, Hashable {
  /// No connection, or one that broke.
  case unreachable(host: String, reason: String)
  /// No whole answer in time.
  case timedOut(host: String, milliseconds: Int64)
  /// The service does not accept the token: status 401, 403 or 407.
  case accessDenied(host: String, status: Int)
  /// Any other status that says nothing about the sale.
  case failed(host: String, status: Int)
  /// The answer is larger than allowed.
  case answerTooLarge(host: String, limit: Int)
  /// The answer is no quote, or a refusal without its reason.
  case unreadable(host: String, mistakes: [Mistake])
  /// A quote, but not one of this sale, or one that does not add up.
  case contradictory(host: String, mistakes: [Mistake])
  /// A quote of this sale that gives away more than the till believes.
  case excessive(host: String, mistakes: [Mistake])
  /// The endpoint is no URL, or the token or a certificate cannot be read or sent.
  case unusableSettings(field: String, value: String)

  public var code: String {
    switch self {
    case .unreachable: "rulesUnreachable"
    case .timedOut: "rulesTimedOut"
    case .accessDenied: "rulesAccessDenied"
    case .failed: "rulesFailed"
    case .answerTooLarge: "rulesAnswerTooLarge"
    case .unreadable: "rulesUnreadable"
    case .contradictory: "rulesContradictory"
    case .excessive: "rulesExcessive"
    case .unusableSettings: "rulesUnusableSettings"
    }
  }

  public var nature: ErrorNature {
    if case .unusableSettings = self { return .input }
    return .device
  }

  public var message: Sentence {
    switch self {
    case .unreachable(let host, let reason):
      .init(
        zhHans: "连不上规则服务 \(host)：\(reason)。未计价。", zhHant: "連不上規則服務 \(host)：\(reason)。未計價。",
        en: "The rules service \(host) cannot be reached: \(reason). Nothing was priced.")
    case .timedOut(let host, let milliseconds):
      .init(
        zhHans: "规则服务 \(host) 在 \(milliseconds) 毫秒内没有答完。未计价。",
        zhHant: "規則服務 \(host) 在 \(milliseconds) 毫秒內沒有答完。未計價。",
        en:
          "The rules service \(host) did not answer within \(milliseconds) ms. Nothing was priced.")
    case .accessDenied(let host, let status):
      .init(
        zhHans: "规则服务 \(host) 不接受本机的令牌（\(status)）。未计价。",
        zhHant: "規則服務 \(host) 不接受本機的權杖（\(status)）。未計價。",
        en: "The rules service \(host) does not accept the token (\(status)). Nothing was priced.")
    case .failed(let host, let status):
      .init(
        zhHans: "规则服务 \(host) 出错（\(status)）。未计价。", zhHant: "規則服務 \(host) 出錯（\(status)）。未計價。",
        en: "The rules service \(host) failed (\(status)). Nothing was priced.")
    case .answerTooLarge(let host, let limit):
      .init(
        zhHans: "规则服务 \(host) 的回答超过 \(limit) 字节。未计价。",
        zhHant: "規則服務 \(host) 的回答超過 \(limit) 位元組。未計價。",
        en:
          "The answer of the rules service \(host) is larger than \(limit) bytes. Nothing was priced."
      )
    case .unreadable(let host, let mistakes):
      .init(
        zhHans: "规则服务 \(host) 的回答读不懂，未计价。\(mistakes.list(.simplifiedChinese))",
        zhHant: "規則服務 \(host) 的回答讀不懂，未計價。\(mistakes.list(.traditionalChinese))",
        en: "The answer of the rules service \(host) cannot be read; nothing was priced."
          + mistakes.list(.english))
    case .contradictory(let host, let mistakes):
      .init(
        zhHans: "规则服务 \(host) 的回答与这笔销售不符，未计价。\(mistakes.list(.simplifiedChinese))",
        zhHant: "規則服務 \(host) 的回答與這筆銷售不符，未計價。\(mistakes.list(.traditionalChinese))",
        en: "The answer of the rules service \(host) does not fit the sale; nothing was priced."
          + mistakes.list(.english))
    case .excessive(let host, let mistakes):
      .init(
        zhHans: "规则服务 \(host) 的优惠超出本机允许的范围，未计价。\(mistakes.list(.simplifiedChinese))",
        zhHant: "規則服務 \(host) 的優惠超出本機允許的範圍，未計價。\(mistakes.list(.traditionalChinese))",
        en: "The rules service \(host) gives away more than is allowed here; nothing was priced."
          + mistakes.list(.english))
    case .unusableSettings(let field, let value):
      .init(
        zhHans: "规则服务的设置 \(field) 不可用：\(value)。", zhHant: "規則服務的設定 \(field) 不可用：\(value)。",
        en: "The rules service's setting \(field) cannot be used: \(value).")
    }
  }

  public var hint: Sentence? {
    switch self {
    case .unreachable, .timedOut, .failed:
      .init(
        zhHans: "请检查网络和规则服务后重试；同一笔销售可以放心再试。",
        zhHant: "請檢查網路和規則服務後重試；同一筆銷售可以放心再試。",
        en:
          "Check the network and the service and try again; the same sale may be sent again safely."
      )
    case .accessDenied:
      .init(
        zhHans: "请检查设置 tokenFile 所指的令牌。", zhHant: "請檢查設定 tokenFile 所指的權杖。",
        en: "Check the token in the file that tokenFile names.")
    case .answerTooLarge, .unreadable, .contradictory, .excessive:
      .init(
        zhHans: "请通知规则服务的管理者，并附上此销售编号。", zhHant: "請通知規則服務的管理者，並附上此銷售編號。",
        en: "Tell those who run the rules service, with the id of this sale.")
    case .unusableSettings:
      .init(
        zhHans: "请改正规则服务的设置。", zhHant: "請改正規則服務的設定。",
        en: "Correct the settings of the rules service.")
    }
  }
}

extension [Mistake] {
  /// The first few, one a line; a broken answer can hold hundreds.
  fileprivate func list(_ language: Language) -> String {
    prefix(5).map { "\n" + $0.text(in: language) }.joined()
  }
}
