import Wording

extension LoyaltyProgram {
  func describePrices() -> [Statement] {
    var statements = levels.map(describe)
    for level in levels where level.earlyAccessDays > 0 {
      let days = level.earlyAccessDays
      statements.append(
        Statement(
          level.rule, "\(level.name.simplifiedChinese)可提前 \(days) 天享受促销。",
          "\(level.name.traditionalChinese)可提前 \(days) 天享受促銷。",
          "\(level.name.english): promotions open \(days) \(days == 1 ? "day" : "days") earlier."))
    }
    if let birthday, let rule = birthday.rule ?? gifts.birthday {
      statements += describe(birthday, rule)
    }
    if let memberDay {
      let zh = ["一", "二", "三", "四", "五", "六", "日"][memberDay.weekday - 1]
      let en = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
      ][memberDay.weekday - 1]
      statements.append(
        Statement(
          memberDay.rule, "会员日：每周\(zh) \(memberDay.rate.zhe)。",
          "會員日：每週\(zh) \(memberDay.rate.zhe)。",
          "Member day: every \(en), \(memberDay.rate.percentOff) % off."))
    }
    statements.append(
      pricing.memberRateOnTop
        ? Statement(
          pricing.counterRule, "专柜促销后再享会员折扣（折上折）。", "專櫃促銷後再享會員折扣（折上折）。",
          "The member rate applies on top of a counter's promotion.")
        : Statement(
          pricing.counterRule, "专柜促销商品不再享会员折扣。", "專櫃促銷商品不再享會員折扣。",
          "Goods under a counter's promotion get no member rate."))
    statements += describeKinds()
    statements.append(rounding)
    return statements
  }

  /// What each kind of goods is sold at, kinds of one rule together.
  private func describeKinds() -> [Statement] {
    let goods: [(LineKind, String, String, String)] = [
      (.promotional, "促销货品", "促銷貨品", "promotional goods"),
      (.special, "特价货品", "特價貨品", "special-price goods"),
    ]
    let money: [(LineKind, String, String, String)] = [
      (.fee, "费用", "費用", "fees"), (.prepaid, "储值", "儲值", "prepaid top-ups"),
    ]
    var statements = byRule(goods).map { rule, names in
      Statement(
        rule, "\(names.0)按各自标明的售价，不再打会员折扣。", "\(names.1)按各自標明的售價，不再打會員折扣。",
        "At their own price, without the member rate: \(names.2).")
    }
    statements += byRule(money).map { rule, names in
      Statement(
        rule, "\(names.0)按面额收取，不打折。", "\(names.1)按面額收取，不打折。",
        "At face value, without any rate: \(names.2).")
    }
    statements.append(
      Statement(
        pricing.ruleLeaving(.memberOnly), "会员独享商品只售予会员，不再打折。", "會員獨享商品只售予會員，不再打折。",
        "Member-only goods are sold to members only, at their own price."))
    statements.append(
      Statement(
        pricing.ruleLeaving(.regular), "没有会员卡，或会员放弃折扣：正价货品按原价。",
        "沒有會員卡，或會員放棄折扣：正價貨品按原價。",
        "Without a card, or where the member gives the rate up, regular goods keep their price."))
    return statements
  }

  /// Kinds of one rule together, in the order given.
  private func byRule(
    _ kinds: [(LineKind, String, String, String)]
  ) -> [(RuleID, (String, String, String))] {
    var rules: [RuleID] = []
    for (kind, _, _, _) in kinds where !rules.contains(pricing.ruleLeaving(kind)) {
      rules.append(pricing.ruleLeaving(kind))
    }
    return rules.map { rule in
      let same = kinds.filter { pricing.ruleLeaving($0.0) == rule }
      return (
        rule,
        (
          same.map(\.1).joined(separator: "、"), same.map(\.2).joined(separator: "、"),
          same.map(\.3).joined(separator: ", ")
        )
      )
    }
  }

  private func describe(_ level: Level) -> Statement {
    let plain = level.rate.tenThousandths == 10_000
    let from = threshold(level)
    return Statement(
      level.rule,
      "\(level.name.simplifiedChinese)：\(plain ? "原价" : level.rate.zhe)\(from.simplifiedChinese)。",
      "\(level.name.traditionalChinese)：\(plain ? "原價" : level.rate.zhe)\(from.traditionalChinese)。",
      "\(level.name.english): "
        + (plain ? "everyone's price" : "\(level.rate.percentOff) % off regular-price goods")
        + "\(from.english).")
  }

  private func threshold(_ level: Level) -> Sentence {
    guard let from = level.threshold, let advancement else {
      return Sentence(zhHans: "", zhHant: "", en: "")
    }
    switch advancement.counted {
    case .pointsEverEarned:
      return Sentence(
        zhHans: "，累计 \(from) 积分可得", zhHant: "，累計 \(from) 積分可得",
        en: ", from \(from) points ever earned")
    case .pointsInPeriod:
      return Sentence(
        zhHans: "，本期 \(from) 积分可得", zhHant: "，本期 \(from) 積分可得",
        en: ", from \(from) points in the period")
    case .spentInPeriod:
      let money = Money(fen: from)
      return Sentence(
        zhHans: "，本期消费 \(money) 元可得", zhHant: "，本期消費 \(money) 元可得",
        en: ", from \(money) spent in the period")
    }
  }

  private func describe(_ birthday: BirthdayRules, _ rule: RuleID) -> [Statement] {
    var statements: [Statement] = []
    if let rate = birthday.rate {
      let identity = birthday.needsIdentityCard
      statements.append(
        Statement(
          rule, "生日 \(rate.zhe)\(identity ? "，凭身份证原件" : "")。",
          "生日 \(rate.zhe)\(identity ? "，憑身分證正本" : "")。",
          "Birthday: \(rate.percentOff) % off"
            + (identity ? ", against the original identity card." : ".")))
    }
    for level in levels {
      guard let rate = level.birthdayRate else { continue }
      statements.append(
        Statement(
          rule, "\(level.name.simplifiedChinese)生日 \(rate.zhe)。",
          "\(level.name.traditionalChinese)生日 \(rate.zhe)。",
          "Birthday of a \(level.name.english): \(rate.percentOff) % off."))
    }
    let february = birthday.leapDay == .february28
    statements.append(
      Statement(
        rule, "2 月 29 日出生者平年在 \(february ? "2 月 28 日" : "3 月 1 日")过生日。",
        "2 月 29 日出生者平年在 \(february ? "2 月 28 日" : "3 月 1 日")過生日。",
        "Born on 29 February: celebrated on \(february ? "28 February" : "1 March")"
          + " in common years."))
    return statements
  }

  private var rounding: Statement {
    let zh: String
    let hant: String
    let en: String
    switch pricing.per {
    case .unit: (zh, hant, en) = ("每件", "每件", "for each unit")
    case .line: (zh, hant, en) = ("每行", "每行", "for each line")
    case .sale: (zh, hant, en) = ("整单", "整單", "once for the whole sale")
    }
    let price = pricing.round == .price
    return Statement(
      nil, "\(zh)按\(price ? "价格" : "折扣额")四舍五入到分。", "\(hant)按\(price ? "價格" : "折扣額")四捨五入到分。",
      "The \(price ? "price" : "discount") is rounded half up to the fen \(en).")
  }
}
