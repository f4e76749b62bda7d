package import Loyalty
package import MemberStore
package import Receipts
import VIPCard
package import Wording

// What stands in the store by a name, in words for people. A name that nobody knows is shown as it is.

extension CardStatus {
  /// The status in words.
  package var name: Sentence {
    switch self {
    case .active: Sentence(zhHans: "有效", zhHant: "有效", en: "active")
    case .lost: Sentence(zhHans: "挂失", zhHant: "掛失", en: "lost")
    case .replaced: Sentence(zhHans: "已换新卡", zhHant: "已換新卡", en: "replaced")
    case .clone: Sentence(zhHans: "疑似复制", zhHant: "疑似複製", en: "copied")
    case .staff: Sentence(zhHans: "停用", zhHant: "停用", en: "blocked by staff")
    default: .name(rawValue)
    }
  }
}

extension SaleState {
  /// The state in words.
  package var name: Sentence {
    switch self {
    case .hold: Sentence(zhHans: "未完成", zhHant: "未完成", en: "open")
    case .committed: Sentence(zhHans: "已完成", zhHant: "已完成", en: "paid")
    case .void: Sentence(zhHans: "已放弃", zhHant: "已放棄", en: "given up")
    }
  }
}

extension PrintJobState {
  /// The state in words.
  package var name: Sentence {
    switch self {
    case .queued: Sentence(zhHans: "等待打印", zhHant: "等待列印", en: "waits")
    case .sending: Sentence(zhHans: "发送中断", zhHant: "傳送中斷", en: "was being sent")
    case .printed: Sentence(zhHans: "已打印", zhHant: "已列印", en: "printed")
    case .unconfirmed: Sentence(zhHans: "不确定是否打出", zhHant: "不確定是否印出", en: "perhaps on paper")
    case .waiting: Sentence(zhHans: "等待打印机", zhHant: "等待印表機", en: "waits for the printer")
    case .failed: Sentence(zhHans: "未打出", zhHant: "未印出", en: "failed")
    default: .name(rawValue)
    }
  }
}

extension SignatureState {
  /// The state in words.
  package var name: Sentence {
    switch self {
    case .required: Sentence(zhHans: "未打印", zhHant: "未列印", en: "not printed yet")
    case .printed: Sentence(zhHans: "待签名", zhHant: "待簽名", en: "waits for the pen")
    case .signed: Sentence(zhHans: "已签名", zhHant: "已簽名", en: "signed")
    case .captured: Sentence(zhHans: "已在屏上签名", zhHant: "已在螢幕簽名", en: "signed on a pad")
    case .refused: Sentence(zhHans: "拒签", zhHant: "拒簽", en: "refused")
    }
  }
}

extension RegistrationStatus {
  /// The status as one word.
  package var word: String {
    switch self {
    case .registered: "registered"
    case .pending: "pending"
    case .discountOnly: "discountOnly"
    }
  }

  /// The status in words.
  package var name: Sentence {
    switch self {
    case .registered: Sentence(zhHans: "已登记", zhHant: "已登記", en: "registered")
    case .pending(let last):
      Sentence(
        zhHans: "待登记（请于 \(last) 前交表）", zhHant: "待登記（請於 \(last) 前交表）",
        en: "waits for the form (by \(last))")
    case .discountOnly:
      Sentence(zhHans: "仅享折扣，不积分", zhHant: "僅享折扣，不積分", en: "discount only, no points")
    }
  }
}

extension Segment.Band {
  /// The band in words.
  package var word: Sentence {
    switch self {
    case .high: Sentence(zhHans: "高", zhHant: "高", en: "high")
    case .medium: Sentence(zhHans: "中", zhHant: "中", en: "medium")
    case .low: Sentence(zhHans: "低", zhHant: "低", en: "low")
    }
  }
}

extension RefusalEntry {
  /// Why the card was refused, in words.
  package var reasonName: Sentence {
    switch Check(rawValue: reason) {
    case .unreadable: Sentence(zhHans: "读不出", zhHant: "讀不出", en: "unreadable")
    case .foreign: Sentence(zhHans: "不是本店的卡", zhHant: "不是本店的卡", en: "not ours")
    case .misread: Sentence(zhHans: "读错", zhHant: "讀錯", en: "misread")
    case .expired: Sentence(zhHans: "已过期", zhHant: "已過期", en: "expired")
    case .notYetValid: Sentence(zhHans: "尚未生效", zhHant: "尚未生效", en: "not valid yet")
    case .forged: Sentence(zhHans: "伪卡", zhHant: "偽卡", en: "forged")
    case .unknownKeyYear: Sentence(zhHans: "没有该年密钥", zhHant: "沒有該年金鑰", en: "no key for its year")
    case .cloneSuspected: Sentence(zhHans: "疑似复制", zhHant: "疑似複製", en: "copy suspected")
    case .blocked: Sentence(zhHans: "已停用", zhHant: "已停用", en: "blocked")
    case .notIssued: Sentence(zhHans: "未发放", zhHant: "未發放", en: "not issued")
    case .wrongSequence: Sentence(zhHans: "已换新卡", zhHant: "已換新卡", en: "replaced")
    default: .name(reason)
    }
  }

  /// What gave it away, in words; `nil` where the reason says it.
  package var detailName: Sentence? {
    switch detail {
    case nil: nil
    case "repeatedCode": Sentence(zhHans: "动态码重复", zhHant: "動態碼重複", en: "code seen before")
    case "counter": Sentence(zhHans: "计数不符", zhHant: "計數不符", en: "counter")
    case "lost": Sentence(zhHans: "已挂失", zhHant: "已掛失", en: "reported lost")
    case "clone": Sentence(zhHans: "发现复制卡", zhHant: "發現複製卡", en: "a copy was seen")
    case "staff": Sentence(zhHans: "店员停用", zhHant: "店員停用", en: "by the staff")
    case "replaced": Sentence(zhHans: "已换新卡", zhHant: "已換新卡", en: "replaced")
    case "travel": Sentence(zhHans: "两地用卡", zhHant: "兩地用卡", en: "in two places")
    case let other?: .name(other)
    }
  }

  var reasonCell: Table.Cell { .word(reason, reasonName) }
  var detailCell: Table.Cell {
    guard let detail, let detailName else { return .none }
    return .word(detail, detailName)
  }
}

extension Sentence {
  /// A name that has no words.
  fileprivate static func name(_ text: String) -> Sentence {
    Sentence(zhHans: text, zhHant: text, en: text)
  }
}
