import Wording

/// What happens at the till and afterwards: courtesy, trust in the card, segments and value.
extension LoyaltyProgram {
  func describeService() -> [Statement] {
    var statements: [Statement] = []
    if let rule = courtesy.askForCard {
      statements.append(
        Statement(
          rule, "没有出示会员卡时提醒收银员询问。", "沒有出示會員卡時提醒收銀員詢問。",
          "Without a card the cashier is reminded to ask for it."))
    }
    if let rule = courtesy.beforePayment {
      statements.append(
        Statement(
          rule, "付款前出示会员卡；付款后不再打折。", "付款前出示會員卡；付款後不再打折。",
          "The card is shown before payment; afterwards there is no discount."))
    }
    if let rule = courtesy.oneCard {
      statements.append(
        Statement(
          rule, "一单一卡：第二张卡代替第一张。", "一單一卡：第二張卡代替第一張。",
          "One card a sale: a second one replaces the first."))
    }
    if let rule = courtesy.checkIdentity {
      statements.append(
        Statement(
          rule, "门店可核对持卡人身份。", "門店可核對持卡人身分。", "The store may check who holds the card."))
    }
    if let rule = courtesy.greeting {
      statements.append(
        Statement(rule, "以姓氏称呼会员。", "以姓氏稱呼會員。", "Members are greeted by family name."))
    }
    statements.append(
      Statement(
        courtesy.signature, "每笔会员消费由会员签名。", "每筆會員消費由會員簽名。",
        "The member signs the receipt of every purchase."))
    return statements + describeTrust() + describeInsight()
  }

  private func describeTrust() -> [Statement] {
    func words(_ trust: CardTrust) -> (String, String, String) {
      switch trust {
      case .low: ("磁条即可", "磁條即可", "a stripe is enough")
      case .medium: ("需芯片或手机感应", "需晶片或手機感應", "a chip or a tap is needed")
      case .high: ("需芯片验证", "需晶片驗證", "a chip that proves itself is needed")
      }
    }
    let (earn, redeem) = (words(trust.earn), words(trust.redeem))
    var statements = [
      Statement(
        nil, "积分：\(earn.0)；用积分：\(redeem.0)。", "積分：\(earn.1)；用積分：\(redeem.1)。",
        "To earn, \(earn.2); to spend points, \(redeem.2).")
    ]
    if prepaid != nil {
      let pay = words(trust.prepaid)
      statements.append(
        Statement(
          nil, "用储值付款：\(pay.0)。", "用儲值付款：\(pay.1)。",
          "To pay from the card's balance, \(pay.2)."))
    }
    if let above = trust.highTrustAbove {
      let high = words(.high)
      statements.append(
        Statement(
          nil, "一次使用超过 \(above) 分：\(high.0)。", "一次使用超過 \(above) 分：\(high.1)。",
          "For more than \(above) points at once, \(high.2)."))
    }
    return statements
  }

  private func describeInsight() -> [Statement] {
    guard let insight else { return [] }
    let months = insight.months
    let (often, much) = (insight.frequency, insight.amount)
    let spent = (Money(fen: much.high), Money(fen: much.medium))
    var statements = [
      Statement(
        insight.segmentRule, "频次（\(months) 个月内）：\(often.high) 次起高，\(often.medium) 次起中，其余低。",
        "頻次（\(months) 個月內）：\(often.high) 次起高，\(often.medium) 次起中，其餘低。",
        "Frequency in \(months) months: from \(often.high) purchases high, from \(often.medium)"
          + " medium, else low."),
      Statement(
        insight.segmentRule, "金额（\(months) 个月内）：\(spent.0) 元起高，\(spent.1) 元起中，其余低。",
        "金額（\(months) 個月內）：\(spent.0) 元起高，\(spent.1) 元起中，其餘低。",
        "Amount in \(months) months: from \(spent.0) high, from \(spent.1) medium, else low."),
      Statement(
        insight.valueRule, "当前价值 \(insight.highValue) 分起为高价值，潜力 \(insight.promising) 分起为有潜力。",
        "目前價值 \(insight.highValue) 分起為高價值，潛力 \(insight.promising) 分起為有潛力。",
        "High value from \(insight.highValue) of 100, promising from a potential of"
          + " \(insight.promising)."),
    ]
    for segment in insight.segments {
      statements.append(
        Statement(
          insight.segmentRule,
          "会员群“\(segment.name.simplifiedChinese)”：\(conditions(segment, .simplifiedChinese))。",
          "會員群「\(segment.name.traditionalChinese)」：\(conditions(segment, .traditionalChinese))。",
          "Segment \"\(segment.name.english)\": \(conditions(segment, .english))."))
    }
    return statements
  }

  /// A segment's conditions in words, in a fixed order.
  private func conditions(_ segment: NamedSegment, _ language: Language) -> String {
    let isEnglish = language == .english
    func say(_ zhHans: String, _ zhHant: String, _ en: String) -> String {
      Sentence(zhHans: zhHans, zhHant: zhHant, en: en)[language]
    }
    func list(_ name: String, _ values: [String]?) -> String? {
      guard let values, !values.isEmpty else { return nil }
      let joined = values.joined(separator: isEnglish ? " or " : "或")
      return isEnglish ? "\(name) \(joined)" : name + joined
    }
    func bands(_ bands: Set<Segment.Band>?) -> [String]? {
      bands.map { chosen in
        Segment.Band.allCases.filter(chosen.contains).map { band in
          switch band {
          case .high: say("高", "高", "high")
          case .medium: say("中", "中", "medium")
          case .low: say("低", "低", "low")
          }
        }
      }
    }
    let filter = segment.filter
    return [
      list(say("频次", "頻次", "frequency"), bands(filter.frequency)),
      list(say("金额", "金額", "amount"), bands(filter.amount)),
      list(say("购买品类：", "購買品類：", "buys"), filter.categories?.sorted()),
      list(say("购买品牌：", "購買品牌：", "buys the brand"), filter.brands?.sorted()),
      list(
        say("等级为", "等級為", "level"),
        filter.levels.map { chosen in
          levels.filter { chosen.contains($0.id) }.map { $0.name[language] }
            + chosen.subtracting(levels.map(\.id)).sorted()
        }),
      list(
        say("价值为", "價值為", "value"),
        segment.values.map { chosen in
          MemberValue.Group.allCases.filter(chosen.contains).map { $0.name[language] }
        }),
    ].compactMap(\.self).joined(separator: isEnglish ? ", " : "，")
  }
}
