import Loyalty
import Wording

extension LaneError.Code {
  /// A balance was to be spent or loaded, and no member's card was shown.
  public static let prepaidNeedsCard = Self(rawValue: "prepaidNeedsCard")
  /// More was to be paid from the card than may be.
  public static let prepaidOverpaid = Self(rawValue: "prepaidOverpaid")
  /// A refund was to go onto the card that was not paid from it.
  public static let refundTender = Self(rawValue: "refundTender")
}

extension LaneError {
  static func prepaidNeedsCard(_ amount: Money) -> LaneError {
    LaneError(
      .prepaidNeedsCard,
      Sentence(
        zhHans: "未出示会员卡，储值余额 0.00，不能支付 \(amount)。",
        zhHant: "未出示會員卡，儲值餘額 0.00，不能支付 \(amount)。",
        en: "Without a member's card the prepaid balance is 0.00 and cannot pay \(amount)."),
      hint: Sentence(
        zhHans: "请出示会员卡，或改用其他付款方式。", zhHant: "請出示會員卡，或改用其他付款方式。",
        en: "Show the member's card, or pay in another way."))
  }

  static let topUpNeedsCard = LaneError(
    .prepaidNeedsCard,
    Sentence(
      zhHans: "未出示会员卡，储值无处入账。", zhHant: "未出示會員卡，儲值無處入帳。",
      en: "Without a member's card there is nothing to load the money onto."),
    hint: Sentence(zhHans: "请先出示会员卡。", zhHant: "請先出示會員卡。", en: "Show the member's card first."))

  static func prepaidOverpaid(_ amount: Money, payable: Money) -> LaneError {
    LaneError(
      .prepaidOverpaid,
      Sentence(
        zhHans: "储值只能支付 \(payable)，不是 \(amount)：储值不能用来充值。",
        zhHant: "儲值只能支付 \(payable)，不是 \(amount)：儲值不能用來充值。",
        en:
          "The prepaid balance may pay \(payable) of this sale, not \(amount): it cannot load itself."
      ))
  }

  static func feeTwice(_ year: Int) -> LaneError {
    LaneError(
      LaneError.Code(rawValue: "feePaid"),
      Sentence(
        zhHans: "\(year) 卡年的年费每卡年只收一次。", zhHant: "\(year) 卡年的年費每卡年只收一次。",
        en: "The fee of card year \(year) is paid once, not twice."),
      hint: Sentence(
        zhHans: "请在本单中只保留一份年费。", zhHant: "請在本單中只保留一份年費。",
        en: "Leave one fee in this sale."))
  }

  static func refundTender(_ refund: Money, prepaid: Money) -> LaneError {
    LaneError(
      .refundTender,
      Sentence(
        zhHans: "应退 \(refund)，其中只有 \(prepaid) 是用储值支付的，不能全部退到储值。",
        zhHant: "應退 \(refund)，其中只有 \(prepaid) 是用儲值支付的，不能全部退到儲值。",
        en: "Of the \(refund) to refund only \(prepaid) was paid from the card's balance."),
      hint: Sentence(
        zhHans: "其余请用原付款方式退回。", zhHant: "其餘請用原付款方式退回。",
        en: "Name another tender: what the card paid for goes back onto it anyway."))
  }
}
