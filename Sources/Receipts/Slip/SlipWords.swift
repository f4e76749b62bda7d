import Loyalty
import Wording

/// The words of a slip in one language.
struct SlipWords {
  let language: Language
  let program: LoyaltyProgram?

  /// One of three wordings.
  func say(_ zhHans: String, _ zhHant: String, _ en: String) -> String {
    switch language {
    case .simplifiedChinese: zhHans
    case .traditionalChinese: zhHant
    case .english: en
    }
  }

  /// A level's name; the program's own word where it gave one.
  func level(_ id: String) -> String { program?.levelName(id)[language] ?? id }

  /// An amount with the unit that the language puts beside it in running text.
  func yuan(_ amount: Money) -> String { say("\(amount)元", "\(amount)元", "CNY \(amount)") }

  /// A rate as people say it: `8.8折`, or `12% off`.
  func rate(_ rate: Rate) -> String {
    guard language == .english else { return rate.zhe }
    let off = 10_000 - rate.tenThousandths
    let decimals = off % 100
    let fraction =
      decimals == 0
      ? ""
      : decimals % 10 == 0 ? ".\(decimals / 10)" : decimals < 10 ? ".0\(decimals)" : ".\(decimals)"
    return "\(off / 100)\(fraction)% off"
  }

  /// What a line is, where that decides its price; `nil` for regular goods.
  func kind(_ kind: LineKind) -> String? {
    switch kind {
    case .regular: nil
    case .promotional: say("促销", "促銷", "promotion")
    case .special: say("特价", "特價", "special price")
    case .memberOnly: say("会员独享", "會員獨享", "members only")
    case .fee: say("费用", "費用", "fee")
    case .prepaid: say("储值", "儲值", "prepaid")
    }
  }

  /// A way of paying; one without a word of its own by its name.
  func tender(_ kind: Tender.Kind) -> String {
    kind.name[language]
  }

  /// How a card proved itself.
  func proof(_ proof: SlipCard.Proof) -> String {
    switch proof {
    case .verified: say("已验真", "已驗真", "verified")
    case .lowTrust: say("已验真(低防伪等级)", "已驗真(低防偽等級)", "verified (low-trust medium)")
    case .notRead: say("未读卡", "未讀卡", "card not read")
    }
  }
}
