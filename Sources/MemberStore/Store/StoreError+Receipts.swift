package import BusinessCalendar
import Wording

/// A receipt counts once, for its own purchase, that of the person who made it.
extension StoreError {
  /// It was bought with a member's card: it makes no card for somebody else (rules A4, A5, B1).
  package static func receiptOfMember(_ id: String) -> StoreError {
    receipt(
      id, Sentence(zhHans: "已用会员卡购买", zhHant: "已用會員卡購買", en: "was bought with a member's card"))
  }

  /// It is not paid, or was given up: nothing was bought.
  package static func receiptNotPaid(_ id: String) -> StoreError {
    receipt(id, Sentence(zhHans: "尚未付款", zhHant: "尚未付款", en: "is not paid"))
  }

  /// It has made a card (rules A4, A5, B1).
  package static func receiptUsed(_ id: String) -> StoreError {
    receipt(id, Sentence(zhHans: "已凭此入会", zhHant: "已憑此入會", en: "has made a card already"))
  }

  /// It is no purchase of this member (rule B10).
  package static func receiptOfAnother(_ id: String) -> StoreError {
    receipt(
      id,
      Sentence(
        zhHans: "不是这位会员的消费", zhHant: "不是這位會員的消費", en: "is no purchase of this member"))
  }

  /// It is of another day (rule B10).
  package static func receiptOfAnotherDay(_ id: String, _ date: BusinessDate) -> StoreError {
    receipt(
      id, Sentence(zhHans: "日期为 \(date)", zhHant: "日期為 \(date)", en: "is of \(date)"))
  }

  /// Everything of it came back (rule B10).
  package static func receiptReturned(_ id: String) -> StoreError {
    receipt(id, Sentence(zhHans: "已全部退货", zhHant: "已全部退貨", en: "was returned as a whole"))
  }

  private static func receipt(_ id: String, _ why: Sentence) -> StoreError {
    StoreError(
      .receiptDoesNotCount, nature: .refusal,
      message: Sentence(
        zhHans: "小票 \(id) \(why.simplifiedChinese)，不能凭此办理。",
        zhHant: "小票 \(id) \(why.traditionalChinese)，不能憑此辦理。",
        en: "The receipt \(id) \(why.english), so it does not count here."),
      hint: Sentence(
        zhHans: "请出示本人的其他小票。", zhHant: "請出示本人的其他小票。",
        en: "Ask for another receipt of the customer's own."))
  }
}
