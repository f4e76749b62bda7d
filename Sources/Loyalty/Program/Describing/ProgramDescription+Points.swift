import Documents
import Wording

extension LoyaltyProgram {
  func describePoints() -> [Statement] {
    var statements = [
      Statement(
        points.rule, "实付每满 \(points.every) 元积 \(points.earn) 分，余数不计。",
        "實付每滿 \(points.every) 元積 \(points.earn) 分，餘數不計。",
        "\(points.earn) \(points.earn == 1 ? "point" : "points") for each full \(points.every)"
          + " paid, the remainder dropped.")
    ]
    statements.append(earningKinds)
    for level in levels where level.pointsMultiplier != 100 {
      let times = DecimalText.format(level.pointsMultiplier, places: 2, keepingZeros: false)
      statements.append(
        Statement(
          level.multiplierRule ?? level.rule, "\(level.name.simplifiedChinese)积分 \(times) 倍。",
          "\(level.name.traditionalChinese)積分 \(times) 倍。",
          "\(level.name.english): points times \(times)."))
    }
    if let bonus = points.bonus {
      statements.append(
        Statement(
          bonus.rule, "单笔积分满 \(bonus.fromPoints)，另送 \(bonus.points) 分。",
          "單筆積分滿 \(bonus.fromPoints)，另送 \(bonus.points) 分。",
          "A purchase that earns \(bonus.fromPoints) points or more brings"
            + " \(bonus.points) extra."))
    }
    statements.append(expiry)
    if let draw = points.draw {
      statements.append(
        Statement(
          draw.rule, "积分余额末位为 \(draw.lastDigit)，抽奖一次。", "積分餘額末位為 \(draw.lastDigit)，抽獎一次。",
          "A balance whose last digit is \(draw.lastDigit) brings one lottery draw."))
    }
    let clamp = points.afterReturn == .clamp
    statements.append(
      Statement(
        points.rule, "退货时已用掉的积分\(clamp ? "不再追回" : "记为欠分")。",
        "退貨時已用掉的積分\(clamp ? "不再追回" : "記為欠分")。",
        "Points of returned goods that were already spent are \(clamp ? "forgiven" : "owed")."))
    if !tenders.isEmpty {
      let list = tenders.sorted().joined(separator: ", ")
      statements.append(
        Statement(
          points.rule, "另收付款方式：\(list)。", "另收付款方式：\(list)。", "Further tenders are taken: \(list)."))
    }
    return statements + describeRedemption()
  }

  /// Which goods and tenders earn.
  private var earningKinds: Statement {
    let words: [(LineKind, String, String, String)] = [
      (.regular, "正价", "正價", "regular"), (.promotional, "促销", "促銷", "promotional"),
      (.special, "特价", "特價", "special-price"), (.memberOnly, "会员独享", "會員獨享", "member-only"),
      (.fee, "费用", "費用", "fees"), (.prepaid, "储值", "儲值", "top-ups"),
    ]
    let earning = words.filter { points.earnedBy.contains($0.0) }
    let tenders = points.earningTenders.sorted().joined(separator: ", ")
    return Statement(
      points.rule,
      "积分货品：\(earning.map(\.1).joined(separator: "、"))；"
        + (tenders.isEmpty ? "代金券等特殊付款不积分。" : "除 \(tenders) 外，特殊付款不积分。"),
      "積分貨品：\(earning.map(\.2).joined(separator: "、"))；"
        + (tenders.isEmpty ? "代金券等特殊付款不積分。" : "除 \(tenders) 外，特殊付款不積分。"),
      "Earned by: \(earning.map(\.3).joined(separator: ", ")); "
        + (tenders.isEmpty
          ? "vouchers and other special tenders earn nothing."
          : "of the special tenders only \(tenders)."))
  }

  private var expiry: Statement {
    switch points.expiry {
    case .never:
      Statement(points.expiryRule, "积分长期有效。", "積分長期有效。", "Points never expire.")
    case .yearEnd:
      Statement(
        points.expiryRule, "积分有效至当年 12 月 31 日。", "積分有效至當年 12 月 31 日。",
        "Points are valid to 31 December of the year in which they were earned.")
    case .months(let months):
      Statement(
        points.expiryRule, "积分 \(months) 个月内有效。", "積分 \(months) 個月內有效。",
        "Points are valid for \(months) months.")
    }
  }

  private func describeEdges(of ladder: RedemptionLadder) -> [Statement] {
    var statements: [Statement] = []
    let words: [LineKind: (String, String, String)] = [
      .regular: ("正价", "正價", "regular"), .promotional: ("促销", "促銷", "promotional"),
      .special: ("特价", "特價", "special-price"), .memberOnly: ("会员独享", "會員獨享", "member-only"),
    ]
    let excluded = LineKind.allCases.filter(ladder.excluded.contains).compactMap { words[$0] }
    if !excluded.isEmpty {
      statements.append(
        Statement(
          ladder.rule, "\(excluded.map(\.0).joined(separator: "、"))商品不可换领。",
          "\(excluded.map(\.1).joined(separator: "、"))商品不可換領。",
          "Not redeemable: \(excluded.map(\.2).joined(separator: ", ")) goods."))
    }
    if let rule = ladder.remindRule {
      statements.append(
        Statement(
          rule, "积分够换商品时告知会员可换的最高一级。", "積分夠換商品時告知會員可換的最高一級。",
          "When the balance reaches a rung, the member is told the highest one."))
    }
    return statements
  }

  private func describeRedemption() -> [Statement] {
    var statements: [Statement] = []
    if let catalogue = redemption.catalogue {
      statements.append(
        Statement(
          catalogue.rule, "礼品以门店当期海报为准。", "禮品以門店當期海報為準。",
          "Gifts are those of the store's current poster."))
      statements.append(
        Statement(
          catalogue.shortRule, "积分不足不能兑换。", "積分不足不能兌換。",
          "Not enough points, no redemption."))
      statements.append(
        Statement(
          catalogue.finalRule, "兑换后不退不换。", "兌換後不退不換。",
          "A redemption is final: no cancelling, no refund, no swap."))
    }
    if let ladder = redemption.ladder {
      for rung in ladder.rungs {
        statements.append(
          Statement(
            ladder.rule, "\(rung.points) 分换标价不超过 \(rung.upTo) 元的商品一件。",
            "\(rung.points) 分換標價不超過 \(rung.upTo) 元的商品一件。",
            "\(rung.points) points: one item with a tag price up to \(rung.upTo)."))
      }
      if let further = ladder.further {
        statements.append(
          Statement(
            ladder.rule, "每加 \(further.points) 分，标价上限加 \(further.upTo) 元。",
            "每加 \(further.points) 分，標價上限加 \(further.upTo) 元。",
            "Each further \(further.points) points: \(further.upTo) more."))
      }
    }
    if let ladder = redemption.ladder { statements += describeEdges(of: ladder) }
    if let moneyOff = redemption.moneyOff {
      let share = DecimalText.format(
        Int64(moneyOff.atMost.tenThousandths), places: 2, keepingZeros: false)
      statements.append(
        Statement(
          moneyOff.rule, "\(moneyOff.points) 分抵 \(moneyOff.amount) 元，最多抵应付金额的 \(share)%。",
          "\(moneyOff.points) 分抵 \(moneyOff.amount) 元，最多抵應付金額的 \(share)%。",
          "\(moneyOff.points) points take \(moneyOff.amount) off, at most \(share) % of the"
            + " amount due."))
    } else {
      statements.append(
        Statement(
          nil, "积分不能抵现，也不能兑现金。", "積分不能抵現，也不能兌現金。",
          "Points take no money off, and are never cash."))
    }
    return statements
  }
}
