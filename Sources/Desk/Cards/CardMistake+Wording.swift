import BusinessCalendar
import MemberStore
import VIPCard
import Wording

/// What can stand against handing out or unblocking a card.
package enum CardMistake {
  /// A number that is none of ours.
  package static let foreignNumber = PlainError(
    code: "foreignNumber",
    Sentence(
      zhHans: "卡号不是本发卡方的：应以\(IssuerPrefix.china)开头。",
      zhHant: "卡號不是本發卡方的：應以\(IssuerPrefix.china)開頭。",
      en: "The number is not one of ours: it should begin with \(IssuerPrefix.china)."))

  static func wrongYear(_ year: Int, on date: BusinessDate, month: Int?) -> PlainError {
    let when = month.map(String.init) ?? "12"
    return PlainError(
      code: "notExchangeMonth",
      Sentence(
        zhHans: "\(date) 不能发放 \(year) 年的卡。", zhHant: "\(date) 不能發放 \(year) 年的卡。",
        en: "A card of \(year) cannot be handed out on \(date)."),
      hint: Sentence(
        zhHans: "下一年的卡在换卡月（\(when) 月）发放（A17）。", zhHant: "下一年的卡在換卡月（\(when) 月）發放（A17）。",
        en: "The next year's card is handed out in the exchange month, month \(when) (A17)."),
      nature: .refusal)
  }

  static func olderSequence(_ newest: Int) -> PlainError {
    PlainError(
      code: "olderSequence",
      Sentence(
        zhHans: "该年已发到第 \(newest) 张卡。", zhHant: "該年已發到第 \(newest) 張卡。",
        en: "Card \(newest) of that year has been handed out already."),
      hint: Sentence(
        zhHans: "请用更大的卡序号。", zhHant: "請用更大的卡序號。", en: "Give a higher sequence."))
  }

  static func lostNotReplaced(month: Int?) -> PlainError {
    let when = month.map(String.init) ?? "12"
    return PlainError(
      code: "lostNotReplaced",
      Sentence(
        zhHans: "挂失或停用的卡当年不补发（A30）。", zhHant: "掛失或停用的卡當年不補發（A30）。",
        en: "A lost or blocked card is not replaced in its year (A30)."),
      hint: Sentence(
        zhHans: "请在换卡月（\(when) 月）领取新卡。", zhHant: "請在換卡月（\(when) 月）領取新卡。",
        en: "The member gets a new card in the exchange month, month \(when)."),
      nature: .refusal)
  }

  static func replaced(_ card: CardRecord) -> PlainError {
    PlainError(
      code: "cardReplaced",
      Sentence(
        zhHans: "\(card.maskedNumber) 第 \(card.sequence) 张已被新卡取代。",
        zhHant: "\(card.maskedNumber) 第 \(card.sequence) 張已被新卡取代。",
        en: "\(card.maskedNumber), card \(card.sequence), was replaced by a newer one."),
      nature: .refusal)
  }

  static func blocked(_ card: CardRecord) -> PlainError {
    PlainError(
      code: "cardBlocked",
      Sentence(
        zhHans:
          "\(card.maskedNumber) 第 \(card.sequence) 张已停用（\(card.status.name[.simplifiedChinese])）。",
        zhHant:
          "\(card.maskedNumber) 第 \(card.sequence) 張已停用（\(card.status.name[.traditionalChinese])）。",
        en: "\(card.maskedNumber), card \(card.sequence), is blocked (\(card.status.rawValue))."),
      hint: Sentence(
        zhHans: "请用更大的卡序号制新卡。", zhHant: "請用更大的卡序號製新卡。",
        en: "Make a new card with a higher sequence."),
      nature: .refusal)
  }

  static func otherHolder(_ number: CardNumber) -> PlainError {
    PlainError(
      code: "cardTaken",
      Sentence(
        zhHans: "卡号 \(number) 属于另一位会员。", zhHant: "卡號 \(number) 屬於另一位會員。",
        en: "The number \(number) belongs to another member."),
      nature: .refusal)
  }

  static func noBlanks(_ shop: String, _ year: CardYear) -> PlainError {
    PlainError(
      code: "notEnoughCards",
      Sentence(
        zhHans: "门店 \(shop) 没有 \(year) 年的空白卡。", zhHant: "門店 \(shop) 沒有 \(year) 年的空白卡。",
        en: "The shop \(shop) has no blank card of \(year)."),
      hint: Sentence(
        zhHans: "请先登记收到的空白卡。", zhHant: "請先登記收到的空白卡。",
        en: "Book the cards that were received first."),
      nature: .refusal)
  }
}
