package import MemberStore
package import Wording

extension AuditEntry.Action {
  /// What was done, for people; an unknown word as it is.
  package var name: Sentence {
    switch self {
    case .laneReleased: Sentence(zhHans: "恢复款台用卡", zhHant: "恢復款台用卡", en: "lane takes cards again")
    case .limitsChanged: Sentence(zhHans: "更改限额", zhHant: "更改限額", en: "limits changed")
    case .travelChanged: Sentence(zhHans: "更改门店间时间", zhHant: "更改門店間時間", en: "travel time changed")
    case .storeRestored: Sentence(zhHans: "恢复备份", zhHant: "還原備份", en: "backup restored")
    case .lateEntry: Sentence(zhHans: "补录", zhHant: "補錄", en: "late entry")
    case .supervisorEnrolled: Sentence(zhHans: "登记主管", zhHant: "登記主管", en: "supervisor enrolled")
    case .supervisorRemoved: Sentence(zhHans: "注销主管", zhHant: "註銷主管", en: "supervisor removed")
    case .pinLocked: Sentence(zhHans: "密码试错过多", zhHant: "密碼試錯過多", en: "PIN tried too often")
    case .dateRepaired: Sentence(zhHans: "更正营业日期", zhHant: "更正營業日期", en: "business date repaired")
    default: Sentence(zhHans: rawValue, zhHant: rawValue, en: rawValue)
    }
  }
}
