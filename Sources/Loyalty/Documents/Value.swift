import BusinessCalendar
import Wording

/// One value while it is being read: each reading either succeeds or leaves a mistake in the log.
struct Value {
  let node: DocumentNode
  let path: Path
  let log: MistakeLog

  func refuse(_ code: String, _ sentence: Sentence, suggestion: Sentence? = nil) {
    log.add(code, path: path.text, place: node.place, sentence, suggestion: suggestion)
  }

  /// The scalar's text, if it was written in one of the given ways.
  private func scalar(_ styles: Set<ScalarStyle>) -> String? {
    guard case .scalar(let text, let style) = node.content, styles.contains(style) else {
      return nil
    }
    return text
  }

  private func wrongType(_ wanted: Sentence) {
    refuse(
      "wrongType",
      .init(
        zhHans: "此处应为\(wanted.simplifiedChinese)。", zhHant: "此處應為\(wanted.traditionalChinese)。",
        en: "This must be \(wanted.english)."))
  }

  /// Text that is not empty, holds no control characters and is at most 200 characters long.
  func text() -> String? {
    guard let text = scalar([.quoted, .plain]) else {
      wrongType(.init(zhHans: "文字", zhHant: "文字", en: "a string"))
      return nil
    }
    let bad = text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
    let isBlank = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    guard !isBlank, text.count <= 200, !bad else {
      refuse(
        "invalidText",
        .init(
          zhHans: "文字须为 1 至 200 个字符，不含控制字符，也不能只有空格。",
          zhHant: "文字須為 1 至 200 個字元，不含控制字元，也不能只有空格。",
          en: "Text must have 1 to 200 characters, no control characters, and not only blanks."))
      return nil
    }
    return text
  }

  /// A whole number within a range.
  func whole(_ range: ClosedRange<Int64>) -> Int64? {
    guard let text = scalar([.number, .plain]) else {
      wrongType(.init(zhHans: "整数", zhHant: "整數", en: "a whole number, without quotes"))
      return nil
    }
    guard let number = Int64(text), text.first != "+", range.contains(number) else {
      refuse(
        "outOfRange",
        .init(
          zhHans: "须为 \(range.lowerBound) 至 \(range.upperBound) 的整数，而不是 \(text)。",
          zhHant: "須為 \(range.lowerBound) 至 \(range.upperBound) 的整數，而不是 \(text)。",
          en:
            "This must be a whole number from \(range.lowerBound) to \(range.upperBound), "
            + "not \(text)."))
      return nil
    }
    return number
  }

  /// An amount of money: decimal text with at most two places, not negative, at most `limit`.
  func money(upTo limit: Money = Bounds.amount) -> Money? {
    guard let text = scalar([.quoted, .plain]) else {
      wrongType(
        .init(
          zhHans: "带引号的金额，如 \"12.50\"", zhHant: "帶引號的金額，如 \"12.50\"",
          en: "an amount as a decimal string such as \"12.50\""))
      return nil
    }
    guard let money = Money(text) else {
      refuse(
        "invalidAmount",
        .init(
          zhHans: "“\(text)”不是金额：只可用数字和最多两位小数。", zhHant: "「\(text)」不是金額：只可用數字和最多兩位小數。",
          en: "\"\(text)\" is not an amount: digits and at most two decimals."),
        suggestion: .init(zhHans: "例如 12.50。", zhHant: "例如 12.50。", en: "Write it like 12.50."))
      return nil
    }
    guard money >= .zero, money <= limit else {
      refuse(
        "outOfRange",
        .init(
          zhHans: "金额须在 0.00 至 \(limit) 之间，而不是 \(text)。",
          zhHant: "金額須在 0.00 至 \(limit) 之間，而不是 \(text)。",
          en: "The amount must lie between 0.00 and \(limit), not \(text)."))
      return nil
    }
    return money
  }

  /// A rate: a decimal above 0 and at most 1 with up to four places.
  func rate() -> Rate? {
    guard let text = scalar([.quoted, .plain]) else {
      wrongType(
        .init(
          zhHans: "带引号的折率，如 \"0.88\"", zhHant: "帶引號的折率，如 \"0.88\"",
          en: "a rate as a decimal string such as \"0.88\""))
      return nil
    }
    guard let rate = Rate(text) else {
      refuse(
        "invalidRate",
        .init(
          zhHans: "“\(text)”不是折率：须大于 0、不大于 1，最多四位小数。",
          zhHant: "「\(text)」不是折率：須大於 0、不大於 1，最多四位小數。",
          en: "\"\(text)\" is not a rate: above 0, at most 1, up to four decimals."),
        suggestion: .init(
          zhHans: "8.8折写作 0.88。", zhHant: "8.8折寫作 0.88。", en: "12 % off is written 0.88."))
      return nil
    }
    return rate
  }

  /// A quantity above 0 with up to three places, as a number or as text.
  func quantity() -> Quantity? {
    guard let text = scalar([.quoted, .plain, .number]) else {
      wrongType(.init(zhHans: "数量", zhHant: "數量", en: "a quantity such as 2 or \"1.250\""))
      return nil
    }
    guard let quantity = Quantity(text) else {
      refuse(
        "invalidQuantity",
        .init(
          zhHans: "“\(text)”不是数量：整数或最多三位小数。", zhHant: "「\(text)」不是數量：整數或最多三位小數。",
          en: "\"\(text)\" is not a quantity: a whole number or up to three decimals."))
      return nil
    }
    guard quantity.thousandths > 0 else {
      refuse(
        "invalidQuantity",
        .init(
          zhHans: "数量须大于 0，而不是 \(text)。", zhHant: "數量須大於 0，而不是 \(text)。",
          en: "The quantity must be above 0, not \(text)."),
        suggestion: .init(
          zhHans: "退货请用退货功能。", zhHant: "退貨請用退貨功能。", en: "Goods come back through a return."))
      return nil
    }
    return quantity
  }

  /// A business date that exists.
  func date() -> BusinessDate? {
    guard let text = scalar([.quoted, .plain]), let date = BusinessDate(text) else {
      let given = scalar([.quoted, .plain, .number, .flag]).map { " \"\($0)\"" } ?? ""
      refuse(
        "invalidDate",
        .init(
          zhHans: "不是存在的日期\(given)。", zhHant: "不是存在的日期\(given)。",
          en: "This is not a date that exists:\(given)."),
        suggestion: .init(
          zhHans: "请写成 2026-11-22。", zhHant: "請寫成 2026-11-22。", en: "Write it like 2026-11-22."))
      return nil
    }
    return date
  }

  /// `true` or `false`.
  func flag() -> Bool? {
    switch scalar([.flag, .plain]) {
    case "true": return true
    case "false": return false
    default:
      wrongType(.init(zhHans: " true 或 false", zhHant: " true 或 false", en: "true or false"))
      return nil
    }
  }

  /// One of a fixed set of words.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(_ type: Choice.Type) -> Choice? {
    choice(of: Choice.allCases.map(\.rawValue)).flatMap(Choice.init(rawValue:))
  }

  /// One of the given words.
  func choice(of words: [String]) -> String? {
    let text = scalar([.quoted, .plain, .number, .flag])
    if let text, words.contains(text) { return text }
    let list = words.joined(separator: ", ")
    let guess = text.flatMap { Spelling.closest(to: $0, among: words) }
    refuse(
      "unknownValue",
      .init(
        zhHans: "须为以下之一：\(list)。", zhHant: "須為以下之一：\(list)。", en: "This must be one of: \(list)."),
      suggestion: guess.map {
        .init(zhHans: "是否要写“\($0)”？", zhHant: "是否要寫「\($0)」？", en: "Did you mean \"\($0)\"?")
      })
    return nil
  }

  /// A rule id such as A9.
  func rule() -> RuleID? {
    guard let text = scalar([.quoted, .plain]), let rule = RuleID(text) else {
      refuse(
        "invalidRule",
        .init(
          zhHans: "须为规则编号，如 A9。", zhHant: "須為規則編號，如 A9。",
          en: "This must be a rule id: a capital letter and a number, such as A9."))
      return nil
    }
    return rule
  }

  /// The mapping's fields; the reader calls `finish()` when done.
  func fields() -> Fields? {
    guard case .mapping(let members) = node.content else {
      wrongType(.init(zhHans: "一组字段", zhHant: "一組欄位", en: "an object with fields"))
      return nil
    }
    return Fields(members, path: path, place: node.place, log: log)
  }

  /// The list's items, at most `limit`.
  func items(atMost limit: Int = 10_000) -> [Value]? {
    guard case .sequence(let nodes) = node.content else {
      wrongType(.init(zhHans: "列表", zhHant: "清單", en: "a list"))
      return nil
    }
    guard nodes.count <= limit else {
      refuse(
        "outOfRange",
        .init(
          zhHans: "最多 \(limit) 项。", zhHant: "最多 \(limit) 項。", en: "At most \(limit) entries."))
      return nil
    }
    let parent = Path.Node(path)
    return nodes.enumerated().map { Value(node: $1, path: parent.index($0), log: log) }
  }

  /// A text in three languages: `zh-Hans`, `zh-Hant` and `en`.
  func sentence() -> Sentence? {
    guard let fields = fields() else { return nil }
    let hans = fields.require("zh-Hans")?.text()
    let hant = fields.require("zh-Hant")?.text()
    let english = fields.require("en")?.text()
    fields.finish()
    guard let hans, let hant, let english else { return nil }
    return Sentence(zhHans: hans, zhHant: hant, en: english)
  }
}
