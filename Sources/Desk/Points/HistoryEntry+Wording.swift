package import Wording

extension HistoryEntry {
  /// What happened, for people.
  package var name: Sentence {
    switch kind {
    case "earned": Sentence(zhHans: "获得", zhHant: "獲得", en: "earned")
    case "bonus": Sentence(zhHans: "加赠", zhHant: "加贈", en: "bonus")
    case "opening": Sentence(zhHans: "结转", zhHant: "結轉", en: "brought along")
    case "redeemed": Sentence(zhHans: "使用", zhHant: "使用", en: "spent")
    case "released": Sentence(zhHans: "撤单退回", zhHant: "撤單退回", en: "sale given up")
    case "restored": Sentence(zhHans: "退货退回", zhHant: "退貨退回", en: "goods returned")
    case "settled": Sentence(zhHans: "抵扣欠分", zhHant: "抵扣欠分", en: "paid a debt")
    case "referral": Sentence(zhHans: "推荐奖励", zhHant: "推薦獎勵", en: "brought a member")
    case "reclaimed": Sentence(zhHans: "退货扣回", zhHant: "退貨扣回", en: "taken back")
    case "expired": Sentence(zhHans: "过期", zhHant: "過期", en: "expired")
    case "dropped": Sentence(zhHans: "逾期未登记", zhHant: "逾期未登記", en: "form too late")
    default: Sentence(zhHans: kind, zhHant: kind, en: kind)
    }
  }
}
