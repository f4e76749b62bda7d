import Wording

extension LoyaltyProgram {
  func describeMembership() -> [Statement] {
    var statements = joining.flatMap(describe)
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
          "Cards are exchanged each year in \(Self.months[cardExchange.month - 1])."))
    }
    if let advancement { statements += describe(advancement) }
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
    for gift in TillGift.allCases where gifts.atTill.contains(gift) {
      statements.append(describe(gift))
    }
    for service in services {
      statements.append(
        Statement(
          service.rule, service.name.simplifiedChinese + "。",
          service.name.traditionalChinese + "。", service.name.english + "."))
    }
    statements += describeMoney()
    if let activity { statements += describe(activity) }
    return statements
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  private func describe(_ gift: TillGift) -> Statement {
    let (rule, name) =
      switch gift {
      case .welcome: (gifts.welcome, ("入会礼", "入會禮", "The welcome gift"))
      case .birthday: (gifts.birthday, ("生日礼", "生日禮", "The birthday gift"))
      case .quarter:
        (levels.lazy.compactMap(\.quarterlyGift).first, ("季度礼品", "季度禮品", "The quarter's gift"))
      case .draw: (points.draw?.rule, ("抽奖", "抽獎", "The lottery draw"))
      }
    return Statement(
      rule, "\(name.0)由收银台随单发放，入账即视为已领取。", "\(name.1)由收銀台隨單發放，入帳即視為已領取。",
      "\(name.2) is handed out at the till, with the sale that calls for it, and counts as received."
    )
  }

  private func describe(_ advancement: Advancement) -> [Statement] {
    let this = advancement.starts == .thisSale
    let rule = advancement.rule
    var statements = [
      Statement(
        rule, "升级自\(this ? "本单" : "下一单")起生效。", "升級自\(this ? "本單" : "下一單")起生效。",
        "A new level starts with \(this ? "the sale that reaches it" : "the next sale").")
    ]
    if advancement.remindWithin > 0 {
      let missing =
        advancement.counted == .spentInPeriod
        ? Money(fen: advancement.remindWithin).description : String(advancement.remindWithin)
      let unit = advancement.counted == .spentInPeriod ? ("元", "元", "") : ("分", "分", " points")
      statements.append(
        Statement(
          rule, "距升级不超过 \(missing) \(unit.0)时提醒会员。", "距升級不超過 \(missing) \(unit.1)時提醒會員。",
          "The member is told when at most \(missing)\(unit.2) are missing for a level."))
    }
    guard advancement.counted != .pointsEverEarned else { return statements }
    let spent = advancement.counted == .spentInPeriod
    let what = spent ? ("消费额", "消費額", "was spent") : ("所得积分", "所得積分", "was earned")
    statements.append(
      advancement.months.map { months in
        Statement(
          rule, "等级按最近 \(months) 个月的\(what.0)计算。", "等級按最近 \(months) 個月的\(what.1)計算。",
          "Levels count what \(what.2) in the last \(months) months.")
      }
        ?? Statement(
          rule, "等级按当年 1 月 1 日至 12 月 31 日的\(what.0)计算。",
          "等級按當年 1 月 1 日至 12 月 31 日的\(what.1)計算。",
          "Levels count what \(what.2) from 1 January to 31 December."))
    switch advancement.afterPeriod {
    case .recount:
      statements.append(
        Statement(
          rule, "每期结束后，按该期结果重新确定等级，可升可降。", "每期結束後，按該期結果重新確定等級，可升可降。",
          "When a period is over, the level becomes the one that it reached, higher or lower."))
    case .oneStep:
      statements.append(
        Statement(
          rule, "每期结束后，未达标者最多降一级。", "每期結束後，未達標者最多降一級。",
          "When a period is over, the level falls by one at most."))
    case .keep:
      statements.append(
        Statement(rule, "等级不会降低。", "等級不會降低。", "A level once reached is kept."))
    }
    return statements
  }

  private func describe(_ joining: JoiningRule) -> [Statement] {
    let window: Sentence
    switch joining.within {
    case .onePurchase: window = .init(zhHans: "单笔", zhHant: "單筆", en: "in one purchase")
    case .oneDay: window = .init(zhHans: "单日", zhHant: "單日", en: "on one day")
    case .months(let months):
      window = .init(
        zhHans: "\(months) 个月内", zhHant: "\(months) 個月內", en: "within \(months) months")
    }
    let name = levelName(joining.level)
    var statements = [
      Statement(
        joining.rule,
        "\(window.simplifiedChinese)实付满 \(joining.spend) 元可入会（\(name.simplifiedChinese)）。",
        "\(window.traditionalChinese)實付滿 \(joining.spend) 元可入會（\(name.traditionalChinese)）。",
        "May join (\(name.english)): \(joining.spend) paid \(window.english).")
    ]
    if joining.remindWithin > .zero {
      statements.append(
        Statement(
          joining.rule, "只差 \(joining.remindWithin) 元以内时提醒收银员。",
          "只差 \(joining.remindWithin) 元以內時提醒收銀員。",
          "The cashier is told when at most \(joining.remindWithin) are missing."))
    }
    return statements
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
          referral.rule,
          "推荐有礼：新会员首单满 \(referral.firstPurchase) 元，推荐人得 \(referral.points) 分；"
            + "退货后不足此数则收回。",
          "推薦有禮：新會員首單滿 \(referral.firstPurchase) 元，推薦人得 \(referral.points) 分；"
            + "退貨後不足此數則收回。",
          "Whoever brings a member gets \(referral.points) points once the newcomer's first purchase"
            + " comes to \(referral.firstPurchase); a return that leaves less takes them back."))
    }
    if !partners.isEmpty {
      let list = partners.map { $0.program == id ? $0.id : "\($0.id) (\($0.program))" }
        .joined(separator: ", ")
      statements.append(
        Statement(nil, "联盟商户：\(list)。", "聯盟商戶：\(list)。", "Partner merchants: \(list)."))
    }
    if let value = redemption.settledAt {
      statements.append(
        Statement(
          value.rule, "换礼的积分在商户间按每 \(value.points) 分 \(value.amount) 元结算，按月。",
          "換禮的積分在商戶間按每 \(value.points) 分 \(value.amount) 元結算，按月。",
          "Points that buy a gift are settled between merchants at \(value.amount) for"
            + " \(value.points), monthly."))
    }
    return statements
  }

  private func describe(_ activity: ActivityRules) -> [Statement] {
    func step(_ step: ActivityRules.Step, _ hans: String, _ hant: String, _ english: String)
      -> [Statement]
    {
      [Statement(step.rule, hans, hant, english)] + contacts(step)
    }
    let (active, low, dormant, lapsed) = (
      activity.active.months, activity.low.months, activity.dormant.months, activity.lapsed.months
    )
    var statements =
      step(
        activity.active, "高活动量：最近 \(active) 个整月每月都有消费。", "高活動量：最近 \(active) 個整月每月都有消費。",
        "Active: bought in each of the last \(active) full months.")
      + step(
        activity.low, "低活动量：\(low) 个月未消费。", "低活動量：\(low) 個月未消費。",
        "Low: nothing bought for \(low) months.")
      + step(
        activity.dormant, "睡眠期：超过 \(dormant) 个月未消费。", "睡眠期：超過 \(dormant) 個月未消費。",
        "Dormant: nothing bought for more than \(dormant) months.")
      + step(
        activity.lapsed, "失效：超过 \(lapsed) 个月未消费。", "失效：超過 \(lapsed) 個月未消費。",
        "Lapsed: nothing bought for more than \(lapsed) months.")
    let ahead = activity.messagesAhead.days
    statements.append(
      Statement(
        activity.messagesAhead.rule, "生日和活动信息提前 \(ahead) 天发出。", "生日和活動資訊提前 \(ahead) 天發出。",
        "Birthday and campaign messages go out \(ahead) days ahead."))
    if let survey = activity.survey {
      statements.append(
        Statement(survey, "每季度一次满意度调查。", "每季度一次滿意度調查。", "A satisfaction survey each quarter."))
    }
    if let pack = activity.formPack {
      statements.append(
        Statement(
          pack.rule, "每月 \(pack.days) 日前将新登记表按生日月份报送。", "每月 \(pack.days) 日前將新登記表按生日月份報送。",
          "The month's new forms, by birth month, go to operations by day \(pack.days)."))
    }
    let years = activity.retention.years
    statements.append(
      Statement(
        activity.retention.rule, "失效会员资料由总部保留 \(years) 年。", "失效會員資料由總部保留 \(years) 年。",
        "Operations keeps lapsed members' data for \(years) years."))
    return statements
  }

  private func contacts(_ step: ActivityRules.Step) -> [Statement] {
    guard !step.contacts.isEmpty else { return [] }
    let words: [ActivityRules.Contact: (String, String, String)] = [
      .campaign: ("促销活动", "促銷活動", "campaign"), .survey: ("满意度调查", "滿意度調查", "survey"),
      .message: ("短信", "簡訊", "text message"), .mail: ("信函", "信函", "mail"),
      .birthdayGreeting: ("生日问候", "生日問候", "birthday greeting"),
      .telephone: ("电话", "電話", "telephone"), .exchangeMonth: ("换卡月", "換卡月", "exchange month"),
    ]
    let ways = step.contacts.compactMap { words[$0] }
    return [
      Statement(
        step.contactRule, "联系方式：\(ways.map(\.0).joined(separator: "、"))。",
        "聯繫方式：\(ways.map(\.1).joined(separator: "、"))。",
        "Contacted by: \(ways.map(\.2).joined(separator: ", ")).")
    ]
  }
}
