import BusinessCalendar
import Desk
import MemberStore
import Wording

/// What can stand against handing out or unblocking a card.
enum CardMistake {
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
        zhHans: "--sequence 应更大。", zhHant: "--sequence 應更大。", en: "Give a higher --sequence."))
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
}
