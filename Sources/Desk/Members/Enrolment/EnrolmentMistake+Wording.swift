import Loyalty
import VIPCard
import Wording

/// What can stand against an enrolment.
enum EnrolmentMistake {
  static func missing(_ field: String) -> PlainError {
    PlainError(
      code: "missingField",
      Sentence(
        zhHans: "\(field)：缺少这一项。", zhHant: "\(field)：缺少這一項。",
        en: "\(field): this is missing."),
      hint: Sentence(
        zhHans: "请在登记表中填写。", zhHant: "請在登記表中填寫。", en: "Give it in the form."))
  }

  static let foreignNumber = PlainError(
    code: "foreignNumber",
    Sentence(
      zhHans: "number：卡号不是本发卡方的，应以\(IssuerPrefix.china)开头。",
      zhHant: "number：卡號不是本發卡方的，應以\(IssuerPrefix.china)開頭。",
      en: "number: not one of ours, it should begin with \(IssuerPrefix.china)."))

  static let cardOutOfRange = PlainError(
    code: "outOfRange",
    Sentence(
      zhHans: "year 须为 2000 至 2099，sequence 须为 1 至 9。",
      zhHant: "year 須為 2000 至 2099，sequence 須為 1 至 9。",
      en: "year takes 2000 to 2099, sequence 1 to 9."))

  /// Two values in the wrong order.
  static func order(
    _ field: String, _ value: some CustomStringConvertible, _ other: String,
    _ limit: some CustomStringConvertible
  ) -> PlainError {
    PlainError(
      code: "contradiction",
      Sentence(
        zhHans: "\(field)：\(value) 与 \(other)（\(limit)）矛盾。",
        zhHant: "\(field)：\(value) 與 \(other)（\(limit)）矛盾。",
        en: "\(field): \(value) contradicts \(other) (\(limit))."))
  }

  static func unknownLevel(_ level: String, known: [String]) -> PlainError {
    let list = known.joined(separator: ", ")
    return PlainError(
      code: "unknownLevel",
      Sentence(
        zhHans: "level：规则没有等级“\(level)”。", zhHant: "level：規則沒有等級「\(level)」。",
        en: "level: the program has no level \"\(level)\"."),
      hint: Sentence(zhHans: "可用：\(list)。", zhHant: "可用：\(list)。", en: "It has: \(list)."))
  }

  static func idTaken(_ id: String) -> PlainError {
    PlainError(
      code: "memberExists",
      Sentence(
        zhHans: "会员号 \(id) 已有人使用。", zhHant: "會員號 \(id) 已有人使用。",
        en: "There is a member \(id) already."))
  }

  static func cardTaken(_ number: CardNumber) -> PlainError {
    PlainError(
      code: "cardTaken",
      Sentence(
        zhHans: "卡号 \(number.masked) 已属于另一位会员，或资料不同。",
        zhHant: "卡號 \(number.masked) 已屬於另一位會員，或資料不同。",
        en: "The number \(number.masked) belongs to another member, or to one with other data."),
      hint: Sentence(
        zhHans: "请按卡号查会员；新一年的卡请办理换卡。", zhHant: "請按卡號查會員；新一年的卡請辦理換卡。",
        en: "Look the number up; a new year's card is handed out as an exchange."))
  }

  static func notQualified(_ program: LoyaltyProgram) -> PlainError {
    let rules = program.joining.map { "\($0.rule) ≥ \($0.spend)" }.joined(separator: ", ")
    return PlainError(
      code: "notQualified",
      Sentence(
        zhHans: "这些小票尚未达到入会条件（\(rules)）。", zhHant: "這些小票尚未達到入會條件（\(rules)）。",
        en: "These receipts do not reach a card (\(rules))."), nature: .refusal)
  }
}
