import BusinessCalendar
import Loyalty
import MemberStore
import Wording

extension TillGift {
  /// The claim that this gift becomes with a sale; `nil` when the quote does not call for it.
  func claim(in quote: Quote, on date: BusinessDate) -> SaleEffects.Gift? {
    for prompt in quote.prompts {
      switch (self, prompt.topic) {
      case (.welcome, .welcomeGift):
        return .init(rule: prompt.rule, period: GiftClaim.Cycle.once.period(of: date))
      case (.birthday, .birthdayGift):
        return .init(rule: prompt.rule, period: GiftClaim.Cycle.yearly.period(of: date))
      case (.quarter, .quarterlyGift):
        return .init(rule: prompt.rule, period: GiftClaim.Cycle.quarterly.period(of: date))
      case (.draw, .lotteryDraw):
        // Each sale that changes the balance has a draw of its own.
        return .init(rule: prompt.rule, period: quote.saleID)
      default: continue
      }
    }
    return nil
  }
}

extension LaneError.Code {
  /// The sale calls for no such gift.
  public static let noGiftDue = Self(rawValue: "noGiftDue")
}

extension LaneError {
  static func noGiftDue(_ gift: TillGift) -> LaneError {
    LaneError(
      .noGiftDue,
      Sentence(
        zhHans: "本单没有这项礼品（\(gift.rawValue)），尚未入账。",
        zhHant: "本單沒有這項禮品（\(gift.rawValue)），尚未入帳。",
        en: "This sale calls for no such gift (\(gift.rawValue)); nothing was booked."),
      hint: Sentence(
        zhHans: "可能已经领取；请不发此礼品再提交。", zhHant: "可能已經領取；請不發此禮品再提交。",
        en: "It may have been handed out before; check out without it."))
  }
}
