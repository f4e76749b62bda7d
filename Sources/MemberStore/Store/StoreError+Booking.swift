import BusinessCalendar
import Loyalty
import Wording

extension StoreError {
  /// The id was used before with another content.
  public static func idConflict(_ id: String) -> StoreError {
    StoreError(
      .idConflict, nature: .input,
      message: Sentence(
        zhHans: "编号 \(id) 已经用于另一笔内容不同的业务，原有记录未改动。",
        zhHant: "編號 \(id) 已經用於另一筆內容不同的業務，原有記錄未更動。",
        en: "The id \(id) was used before with another content; what is stored is unchanged."),
      hint: Sentence(
        zhHans: "如果是同一笔业务，它已经记录，请勿再次提交；只有另一笔业务才用新的编号。",
        zhHant: "如果是同一筆業務，它已經記錄，請勿再次提交；只有另一筆業務才用新的編號。",
        en:
          "If it is the same business, it is booked: do not send it again. Only other business takes "
          + "a new id."))
  }

  /// No sale has this id.
  public static func unknownSale(_ id: String) -> StoreError {
    StoreError(
      .unknownSale, nature: .input,
      message: Sentence(
        zhHans: "没有编号为 \(id) 的销售。", zhHant: "沒有編號為 \(id) 的銷售。",
        en: "There is no sale with the id \(id)."),
      hint: Sentence(
        zhHans: "请核对小票上的编号。", zhHant: "請核對小票上的編號。",
        en: "Check the number on the slip."))
  }

  static func saleVoided(_ id: String) -> StoreError {
    StoreError(
      .saleVoided, nature: .refusal,
      message: Sentence(
        zhHans: "销售 \(id) 已作废。", zhHant: "銷售 \(id) 已作廢。",
        en: "The sale \(id) was voided."),
      hint: Sentence(
        zhHans: "请用新的编号重新开单。", zhHant: "請用新的編號重新開單。",
        en: "Start the sale again under a new id."))
  }

  static func saleCommitted(_ id: String) -> StoreError {
    StoreError(
      .saleCommitted, nature: .refusal,
      message: Sentence(
        zhHans: "销售 \(id) 已完成，不能作废。", zhHant: "銷售 \(id) 已完成，不能作廢。",
        en: "The sale \(id) is committed and cannot be voided."),
      hint: Sentence(zhHans: "请办理退货。", zhHant: "請辦理退貨。", en: "Return the goods instead."))
  }

  /// The sale is not committed, so nothing of it can be returned.
  public static func saleNotCommitted(_ id: String) -> StoreError {
    StoreError(
      .saleNotCommitted, nature: .refusal,
      message: Sentence(
        zhHans: "销售 \(id) 尚未完成，不能退货。", zhHant: "銷售 \(id) 尚未完成，不能退貨。",
        en: "The sale \(id) is not committed, so nothing of it can be returned."),
      hint: Sentence(
        zhHans: "请先完成或作废这笔销售。", zhHant: "請先完成或作廢這筆銷售。",
        en: "Commit or void the sale first."))
  }

  package static func saleChanged(_ id: String) -> StoreError {
    StoreError(
      .saleChanged, nature: .refusal,
      message: Sentence(
        zhHans: "销售 \(id) 刚刚在别处办理了退货，本次未入账。",
        zhHant: "銷售 \(id) 剛剛在別處辦理了退貨，本次未入帳。",
        en: "Goods of the sale \(id) were returned elsewhere just now; nothing was booked."),
      hint: Sentence(zhHans: "请重试。", zhHant: "請重試。", en: "Try again."))
  }

  /// No member has this id.
  public static func unknownMember(_ id: String) -> StoreError {
    StoreError(
      .unknownMember, nature: .input,
      message: Sentence(
        zhHans: "没有会员 \(id)。", zhHant: "沒有會員 \(id)。", en: "There is no member \(id)."))
  }

  static func memberExists(_ id: String) -> StoreError {
    StoreError(
      .memberExists, nature: .input,
      message: Sentence(
        zhHans: "会员 \(id) 已存在。", zhHant: "會員 \(id) 已存在。",
        en: "The member \(id) exists already."))
  }

  static func memberChanged(_ id: String) -> StoreError {
    StoreError(
      .memberChanged, nature: .refusal,
      message: Sentence(
        zhHans: "会员 \(id) 的账户刚刚在别处变动，本笔未入账。",
        zhHant: "會員 \(id) 的帳戶剛剛在別處變動，本筆未入帳。",
        en: "The account of member \(id) changed elsewhere just now; nothing was booked."),
      hint: Sentence(zhHans: "请重新报价。", zhHant: "請重新報價。", en: "Price the sale again."))
  }

  static func dateContradicts(_ what: Sentence) -> StoreError {
    StoreError(.dateContradicts, nature: .input, message: what)
  }

  static func unknownCard(_ masked: String) -> StoreError {
    StoreError(
      .unknownCard, nature: .input,
      message: Sentence(
        zhHans: "卡片登记中没有 \(masked)。", zhHant: "卡片登記中沒有 \(masked)。",
        en: "The card register does not know \(masked)."))
  }

  static func cardTaken(_ masked: String) -> StoreError {
    StoreError(
      .cardTaken, nature: .refusal,
      message: Sentence(
        zhHans: "卡号 \(masked) 属于另一位会员。", zhHant: "卡號 \(masked) 屬於另一位會員。",
        en: "The card number \(masked) belongs to another member."))
  }

  /// A card that nobody knows was shown for a member who has others: it is not tied to them unasked.
  public static func notTheirCard(_ masked: String, member: String) -> StoreError {
    StoreError(
      .cardTaken, nature: .refusal,
      message: Sentence(
        zhHans: "卡 \(masked) 没有登记在会员 \(member) 名下，未入账。",
        zhHant: "卡 \(masked) 沒有登記在會員 \(member) 名下，未入帳。",
        en: "The card \(masked) is not registered for member \(member); nothing was booked."),
      hint: Sentence(
        zhHans: "请在服务台核实后换卡登记，或不带会员资料结账。", zhHant: "請在服務台核實後換卡登記，或不帶會員資料結帳。",
        en: "Have it entered at the service desk first, or check out without naming the member."))
  }

  static func notEnoughPoints(needed: Int64, available: Int64) -> StoreError {
    StoreError(
      .notEnoughPoints, nature: .refusal,
      message: Sentence(
        zhHans: "积分不足：需要 \(needed) 分，可用 \(available) 分。",
        zhHant: "積分不足：需要 \(needed) 分，可用 \(available) 分。",
        en: "Not enough points: \(needed) needed, \(available) available."))
  }

  static func giftClaimed(_ claim: GiftClaim) -> StoreError {
    StoreError(
      .giftClaimed, nature: .refusal,
      message: Sentence(
        zhHans: "这份礼品已于 \(claim.date) 领取（\(claim.reference)）。",
        zhHant: "這份禮品已於 \(claim.date) 領取（\(claim.reference)）。",
        en: "This gift was handed out on \(claim.date) (\(claim.reference))."))
  }

  static func returnTooLarge(line: String, left: Quantity) -> StoreError {
    StoreError(
      .returnTooLarge, nature: .refusal,
      message: Sentence(
        zhHans: "第 \(line) 行最多还能退 \(left)。", zhHant: "第 \(line) 行最多還能退 \(left)。",
        en: "At most \(left) of line \(line) can still be returned."))
  }

  static func unknownLine(_ line: String, sale: String) -> StoreError {
    StoreError(
      .returnTooLarge, nature: .input,
      message: Sentence(
        zhHans: "销售 \(sale) 没有第 \(line) 行。", zhHant: "銷售 \(sale) 沒有第 \(line) 行。",
        en: "The sale \(sale) has no line \(line)."))
  }

  /// No receipt has this number.
  public static func unknownReceipt(_ number: String) -> StoreError {
    StoreError(
      .unknownReceipt, nature: .input,
      message: Sentence(
        zhHans: "没有小票 \(number)。", zhHant: "沒有小票 \(number)。",
        en: "There is no receipt \(number)."))
  }

  /// The signature cannot take this step.
  public static func signatureStep(_ number: String) -> StoreError {
    StoreError(
      .signatureStep, nature: .refusal,
      message: Sentence(
        zhHans: "小票 \(number) 的签名状态已在别处变动。",
        zhHant: "小票 \(number) 的簽名狀態已在別處變動。",
        en: "The signature of receipt \(number) changed elsewhere."),
      hint: Sentence(zhHans: "请重新打开小票。", zhHant: "請重新打開小票。", en: "Open the receipt again."))
  }

  static let amountTooLarge = StoreError(
    .amountTooLarge, nature: .input,
    message: Sentence(
      zhHans: "积分或金额超出可记录的范围。", zhHant: "積分或金額超出可記錄的範圍。",
      en: "The points or the amount exceed what can be booked."))
}
