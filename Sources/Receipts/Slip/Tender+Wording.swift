package import Wording

extension Tender.Kind {
  /// The way of paying in words; one without a word of its own by its name.
  package var name: Sentence {
    switch self {
    case .cash: Sentence(zhHans: "现金", zhHant: "現金", en: "Cash")
    case .bankCard: Sentence(zhHans: "银行卡", zhHant: "銀行卡", en: "Bank card")
    case .weChatPay: Sentence(zhHans: "微信支付", zhHant: "微信支付", en: "WeChat Pay")
    case .alipay: Sentence(zhHans: "支付宝", zhHant: "支付寶", en: "Alipay")
    case .prepaid: Sentence(zhHans: "储值支付", zhHant: "儲值支付", en: "Prepaid balance")
    case .voucher: Sentence(zhHans: "礼券", zhHant: "禮券", en: "Voucher")
    default: Sentence(zhHans: rawValue, zhHant: rawValue, en: rawValue)
    }
  }
}
