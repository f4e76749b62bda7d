package import Wording

extension MemberLot.State {
  /// The state in words.
  package var sentence: Sentence {
    switch self {
    case .available: Sentence(zhHans: "可用", zhHant: "可用", en: "available")
    case .pending: Sentence(zhHans: "待登记", zhHant: "待登記", en: "waits for the form")
    case .dropped: Sentence(zhHans: "逾期未登记", zhHant: "逾期未登記", en: "form too late")
    case .expired: Sentence(zhHans: "已过期", zhHant: "已過期", en: "expired")
    case .spent: Sentence(zhHans: "已用完", zhHant: "已用完", en: "used up")
    }
  }
}
