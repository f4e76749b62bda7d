import Wording

extension LoyaltyProgram {
  func describeMembership() -> [Statement] {
    var statements = joining.map(describe)
    if let registration {
      let days = registration.days
      statements.append(
        Statement(
          registration.rule, "领卡后 \(days) 天内登记；逾期为门店优惠卡，只享折扣。",
          "領卡後 \(days) 天內登記；逾期為門店優惠卡，只享折扣。",
          "Registration within \(days) days of receiving the card; afterwards it is a"
            + " discount-only card."))
    }
    if let cardExchange {
      statements.append(
        Statement(
          cardExchange.rule, "每年 \(cardExchange.month) 月换卡。", "每年 \(cardExchange.month) 月換卡。",
          "Cards are exchanged each year in month \(cardExchange.month)."))
    }
    if let advancement {
      let this = advancement.starts == .thisSale
      statements.append(
        Statement(
          advancement.rule, "升级自\(this ? "本单" : "下一单")起生效。", "升級自\(this ? "本單" : "下一單")起生效。",
          "A new level starts with \(this ? "the sale that reaches it" : "the next sale")."))
    }
    if let rule = gifts.welcome {
      statements.append(
        Statement(rule, "入会送礼品和会员手册。", "入會送禮品和會員手冊。", "A welcome gift and the member handbook."))
    }
    if let rule = gifts.birthday {
      statements.append(
        Statement(rule, "生日当天购物送生日礼。", "生日當天購物送生日禮。", "A gift for buying on the birthday."))
    }
    for level in levels {
      guard let rule = level.quarterlyGift else { continue }
      statements.append(
        Statement(
          rule, "\(level.name.simplifiedChinese)每季送礼。", "\(level.name.traditionalChinese)每季送禮。",
          "\(level.name.english): a gift every quarter."))
    }
    statements += describeMoney()
    statements.append(
      Statement(
        courtesy.signature, "每笔会员消费由会员签名。", "每筆會員消費由會員簽名。",
        "The member signs the receipt of every purchase."))
    if let activity { statements += describe(activity) }
    return statements
  }

  private func describe(_ joining: JoiningRule) -> Statement {
    let window: Sentence
    switch joining.within {
    case .onePurchase: window = .init(zhHans: "单笔", zhHant: "單筆", en: "in one purchase")
    case .oneDay: window = .init(zhHans: "单日", zhHant: "單日", en: "on one day")
    case .months(let months):
      window = .init(
        zhHans: "\(months) 个月内", zhHant: "\(months) 個月內", en: "within \(months) months")
    }
    let name = levelName(joining.level)
    return Statement(
      joining.rule,
      "\(window.simplifiedChinese)实付满 \(joining.spend) 元可入会（\(name.simplifiedChinese)）。",
      "\(window.traditionalChinese)實付滿 \(joining.spend) 元可入會（\(name.traditionalChinese)）。",
      "May join (\(name.english)): \(joining.spend) paid \(window.english).")
  }

  private func describeMoney() -> [Statement] {
    var statements: [Statement] = []
    if let yearlyFee {
      statements.append(
        Statement(
          yearlyFee.rule, "年费 \(yearlyFee.amount) 元。", "年費 \(yearlyFee.amount) 元。",
          "Yearly fee: \(yearlyFee.amount)."))
    }
    if let prepaid {
      statements.append(
        Statement(
          prepaid.rule, "储值上限 \(prepaid.limit) 元，各店通用，按月结算。",
          "儲值上限 \(prepaid.limit) 元，各店通用，按月結算。",
          "Prepaid balance up to \(prepaid.limit), usable in every store, settled monthly."))
    }
    if let referral {
      statements.append(
        Statement(
          referral.rule, "推荐新会员首单满 \(referral.firstPurchase) 元，送 \(referral.points) 分。",
          "推薦新會員首單滿 \(referral.firstPurchase) 元，送 \(referral.points) 分。",
          "Bringing a member whose first purchase comes to \(referral.firstPurchase):"
            + " \(referral.points) points."))
    }
    if !partners.isEmpty {
      let list = partners.map(\.id).joined(separator: ", ")
      statements.append(
        Statement(nil, "联盟商户：\(list)。", "聯盟商戶：\(list)。", "Partner merchants: \(list)."))
    }
    return statements
  }

  private func describe(_ activity: ActivityRules) -> [Statement] {
    [
      Statement(
        activity.active.rule, "高活动量：最近 \(activity.active.months) 个整月每月都有消费。",
        "高活動量：最近 \(activity.active.months) 個整月每月都有消費。",
        "Active: bought in each of the last \(activity.active.months) full months."),
      Statement(
        activity.low.rule, "低活动量：\(activity.low.months) 个月未消费。",
        "低活動量：\(activity.low.months) 個月未消費。",
        "Low: nothing bought for \(activity.low.months) months."),
      Statement(
        activity.dormant.rule, "睡眠期：超过 \(activity.dormant.months) 个月未消费。",
        "睡眠期：超過 \(activity.dormant.months) 個月未消費。",
        "Dormant: nothing bought for more than \(activity.dormant.months) months."),
      Statement(
        activity.lapsed.rule, "失效：超过 \(activity.lapsed.months) 个月未消费。",
        "失效：超過 \(activity.lapsed.months) 個月未消費。",
        "Lapsed: nothing bought for more than \(activity.lapsed.months) months."),
      Statement(
        activity.messagesAhead.rule, "生日和活动信息提前 \(activity.messagesAhead.days) 天发出。",
        "生日和活動資訊提前 \(activity.messagesAhead.days) 天發出。",
        "Birthday and campaign messages go out \(activity.messagesAhead.days) days ahead."),
      Statement(
        activity.retention.rule, "失效会员资料由总部保留 \(activity.retention.years) 年。",
        "失效會員資料由總部保留 \(activity.retention.years) 年。",
        "Operations keeps lapsed members' data for \(activity.retention.years) years."),
    ]
  }
}
