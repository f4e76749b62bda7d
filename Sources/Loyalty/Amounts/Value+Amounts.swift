package import Documents
import Wording

extension Value {
  /// An amount of money: decimal text with at most two places, not negative, at most `limit`.
  package func money(upTo limit: Money = Bounds.amount) -> Money? {
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
  package func quantity() -> Quantity? {
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
}

extension JSONWriter {
  mutating func amount(_ name: String, _ value: Money) { text(name, value.description) }
  mutating func rule(_ value: RuleID) { text("rule", value.description) }
  mutating func rules(_ name: String, _ values: [RuleID]) {
    list(name, values) { $0.item($1.description) }
  }
}
