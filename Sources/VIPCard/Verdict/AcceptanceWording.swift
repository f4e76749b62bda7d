import Wording

/// What a cashier is told of a good card.
enum AcceptanceWording {
  static func message(_ validity: CardValidity) -> Sentence {
    switch validity {
    case .early:
      Sentence(
        zhHans: "会员卡有效，已验真（明年的新卡）。", zhHant: "會員卡有效，已驗真（明年的新卡）。",
        en: "The card is genuine and good (next year's new card).")
    default:
      Sentence(
        zhHans: "会员卡有效，已验真。", zhHant: "會員卡有效，已驗真。",
        en: "The card is genuine and good.")
    }
  }

  static func nextStep(_ validity: CardValidity) -> Sentence? {
    guard validity == .exchange else { return nil }
    return Sentence(
      zhHans: "十二月换卡：请提醒会员换领新卡。", zhHant: "十二月換卡：請提醒會員換領新卡。",
      en: "December is the exchange month: please ask the member to exchange the card.")
  }
}
