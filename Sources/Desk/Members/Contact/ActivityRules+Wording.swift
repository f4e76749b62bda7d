package import Loyalty
package import Wording

/// Activity classes and ways of contact in words.
package enum ActivityWords {
  package static func name(_ activity: ActivityClass) -> Sentence {
    switch activity {
    case .active: Sentence(zhHans: "高活动量", zhHant: "高活動量", en: "active")
    case .regular: Sentence(zhHans: "一般", zhHant: "一般", en: "regular")
    case .low: Sentence(zhHans: "低活动量", zhHant: "低活動量", en: "low")
    case .dormant: Sentence(zhHans: "睡眠期", zhHant: "睡眠期", en: "dormant")
    case .lapsed: Sentence(zhHans: "失效", zhHant: "失效", en: "lapsed")
    }
  }

  package static func name(_ contact: ActivityRules.Contact) -> Sentence {
    switch contact {
    case .campaign: Sentence(zhHans: "促销活动", zhHant: "促銷活動", en: "campaign")
    case .survey: Sentence(zhHans: "满意度调查", zhHant: "滿意度調查", en: "survey")
    case .message: Sentence(zhHans: "短信", zhHant: "簡訊", en: "text message")
    case .mail: Sentence(zhHans: "信函", zhHant: "信函", en: "letter")
    case .birthdayGreeting: Sentence(zhHans: "生日问候", zhHant: "生日問候", en: "birthday greeting")
    case .telephone: Sentence(zhHans: "电话", zhHant: "電話", en: "telephone call")
    case .exchangeMonth: Sentence(zhHans: "换卡月", zhHant: "換卡月", en: "exchange month")
    }
  }

  /// The program has no rules on activity.
  package static func noRules(_ program: LoyaltyProgram) -> PlainError {
    PlainError(
      code: "noActivityRules",
      Sentence(
        zhHans: "规则“\(program.id)”没有活动量条款（activity）。",
        zhHant: "規則「\(program.id)」沒有活動量條款（activity）。",
        en: "The program \"\(program.id)\" has no rules on activity (section activity)."),
      hint: Sentence(
        zhHans: "请用含 activity 一节的规则文件，如 programs/chain-store.yaml。",
        zhHant: "請用含 activity 一節的規則檔案，如 programs/chain-store.yaml。",
        en: "Use a program file with a section activity, such as programs/chain-store.yaml."))
  }
}

extension DataKeeping {
  /// Who keeps the data, for people.
  package var name: Sentence {
    switch self {
    case .everywhere: Sentence(zhHans: "门店和运营", zhHant: "門店和營運", en: "everywhere")
    case .operationsOnly: Sentence(zhHans: "仅运营", zhHant: "僅營運", en: "operations only")
    case .nowhere: Sentence(zhHans: "不再保存", zhHant: "不再保存", en: "nowhere")
    }
  }
}

extension MemberActivity {
  /// The class and its contacts in one sentence.
  package func words(_ language: Language) -> String {
    let name = ActivityWords.name(activity)[language]
    let because = rule.map { " (\($0))" } ?? ""
    guard !contacts.isEmpty else { return name + because }
    let list = contacts.map { ActivityWords.name($0)[language] }
    let joined = list.joined(separator: language == .english ? ", " : "、")
    return name + because + " → " + joined + (contactRule.map { " (\($0))" } ?? "")
  }
}
