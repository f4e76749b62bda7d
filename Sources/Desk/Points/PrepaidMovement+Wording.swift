package import MemberStore
package import Wording

extension PrepaidMovement.Kind {
  /// What happened, for people.
  package var name: Sentence {
    switch self {
    case .loaded: Sentence(zhHans: "充值", zhHant: "儲值", en: "loaded")
    case .spent: Sentence(zhHans: "支付", zhHant: "支付", en: "spent")
    case .released: Sentence(zhHans: "撤单退回", zhHant: "撤單退回", en: "sale given up")
    case .restored: Sentence(zhHans: "退货退回", zhHant: "退貨退回", en: "goods returned")
    case .paidOut: Sentence(zhHans: "充值退款", zhHant: "儲值退款", en: "paid out")
    case .overdrawn: Sentence(zhHans: "透支", zhHant: "透支", en: "overdrawn")
    default: Sentence(zhHans: rawValue, zhHant: rawValue, en: rawValue)
    }
  }
}
