public import Wording

extension Prompt {
  /// The prompt in words, with level ids where a level is named; see ``sentence(in:)``.
  public var sentence: Sentence { sentence(in: nil) }

  /// The prompt in words.
  ///
  /// - Parameter program: names the levels; without it their ids are used.
  public func sentence(in program: LoyaltyProgram?) -> Sentence {
    switch topic {
    case .greeting(let familyName, let title):
      Self.greeting(familyName, title)
    case .askForCard:
      .init(
        zhHans: "请询问顾客是否有会员卡。", zhHant: "請詢問顧客是否有會員卡。", en: "Ask the customer for a member's card.")
    case .cardAfterPayment:
      .init(
        zhHans: "付款后才出示会员卡，本单不再打折。", zhHant: "付款後才出示會員卡，本單不再打折。",
        en: "The card was shown after payment: no discount on this sale.")
    case .cardReplaced:
      .init(
        zhHans: "已换用第二张会员卡，第一张不再计入本单。", zhHant: "已換用第二張會員卡，第一張不再計入本單。",
        en: "The second card has replaced the first one on this sale.")
    case .identityCard(let saves):
      .init(
        zhHans: "今天是会员生日：请核对身份证原件，可再省 \(saves) 元。",
        zhHant: "今天是會員生日：請核對身分證正本，可再省 \(saves) 元。",
        en: "It is the member's birthday: check the original identity card to save \(saves) more.")
    case .registrationDue(let days):
      days == 0
        ? .init(
          zhHans: "今天是登记会员资料的最后一天。", zhHant: "今天是登記會員資料的最後一天。",
          en: "Today is the last day to hand in the registration form.")
        : .init(
          zhHans: "请在 \(days) 天内登记会员资料，积分方可使用。", zhHant: "請在 \(days) 天內登記會員資料，積分方可使用。",
          en: "Registration is due in \(days) \(days == 1 ? "day" : "days"); points wait for it.")
    case .discountOnly:
      .init(
        zhHans: "此卡未按时登记，为门店优惠卡：只享折扣，不积分。", zhHant: "此卡未按時登記，為門店優惠卡：只享折扣，不積分。",
        en: "Not registered in time: this is a discount-only card, without points.")
    case .exchangeCard:
      .init(
        zhHans: "本月为换卡月，请换领新年度会员卡。", zhHant: "本月為換卡月，請換領新年度會員卡。",
        en: "Exchange month: hand out next year's card.")
    case .welcomeGift:
      .init(
        zhHans: "入会礼和会员手册尚未领取。", zhHant: "入會禮和會員手冊尚未領取。",
        en: "The welcome gift and the member handbook are waiting.")
    case .birthdayGift:
      .init(
        zhHans: "生日快乐！凭小票领取生日礼。", zhHant: "生日快樂！憑小票領取生日禮。",
        en: "Happy birthday: a gift against this receipt.")
    case .quarterlyGift:
      .init(zhHans: "本季度会员礼品尚未领取。", zhHant: "本季度會員禮品尚未領取。", en: "This quarter's gift is waiting.")
    case .lotteryDraw(let balance):
      .init(
        zhHans: "积分余额 \(balance)，可抽奖一次。", zhHant: "積分餘額 \(balance)，可抽獎一次。",
        en: "The balance of \(balance) points brings one lottery draw.")
    case .rewardInReach(let points, let tagPrice):
      .init(
        zhHans: "可用 \(points) 积分换领标价不超过 \(tagPrice) 元的商品一件。",
        zhHant: "可用 \(points) 積分換領標價不超過 \(tagPrice) 元的商品一件。",
        en: "\(points) points can be redeemed for one item with a tag price up to \(tagPrice).")
    case .upgrade(let level):
      Self.level(program, level) {
        .init(zhHans: "恭喜升级为\($0)！", zhHant: "恭喜升級為\($1)！", en: "Upgraded to \($2).")
      }
    case .nearlyUpgraded(let level, let missing, let counted):
      Self.nearly(program, level, missing, counted)
    case .qualifies(let level):
      Self.level(program, level) {
        .init(
          zhHans: "顾客已符合入会条件（\($0)），请邀请入会。", zhHant: "顧客已符合入會條件（\($1)），請邀請入會。",
          en: "This customer now qualifies (\($2)): offer the card.")
      }
    case .nearlyQualifies(let level, let missing):
      Self.level(program, level) {
        .init(
          zhHans: "再消费 \(missing) 元即可入会（\($0)）。", zhHant: "再消費 \(missing) 元即可入會（\($1)）。",
          en: "\(missing) more and the customer qualifies (\($2)).")
      }
    case .moneyOffAvailable(let points, let amount):
      .init(
        zhHans: "本单可用 \(points) 积分抵 \(amount) 元。", zhHant: "本單可用 \(points) 積分抵 \(amount) 元。",
        en: "Up to \(points) points can take \(amount) off this sale.")
    case .moneyOffCapped(let points, let amount):
      .init(
        zhHans: "已达抵现上限：使用 \(points) 积分，抵 \(amount) 元。",
        zhHant: "已達抵現上限：使用 \(points) 積分，抵 \(amount) 元。",
        en: "Money off is capped: \(points) points are used for \(amount).")
    case .pointsOwed(let points):
      .init(
        zhHans: "会员欠 \(points) 分，将由以后的积分抵还。", zhHant: "會員欠 \(points) 分，將由以後的積分抵還。",
        en: "The member owes \(points) points; later points pay them off.")
    case .earlyAccess(let day):
      .init(
        zhHans: "会员提前享受：该促销 \(day) 起才对所有顾客开放。", zhHant: "會員提前享受：該促銷 \(day) 起才對所有顧客開放。",
        en: "Early access: this promotion opens to everyone on \(day).")
    case .yearlyFeeDue(let amount):
      .init(
        zhHans: "本年度年费 \(amount) 元尚未缴纳。", zhHant: "本年度年費 \(amount) 元尚未繳納。",
        en: "The yearly fee of \(amount) has not been paid.")
    case .memberDay:
      .init(zhHans: "今天是会员日。", zhHant: "今天是會員日。", en: "Today is member day.")
    case .discountWaived:
      .init(
        zhHans: "会员放弃本单折扣，积分照计。", zhHant: "會員放棄本單折扣，積分照計。",
        en: "The member gives up the discount; points still count.")
    case .welcomeBack(let days):
      .init(
        zhHans: "会员已有 \(days) 天未光临，请表示欢迎。", zhHant: "會員已有 \(days) 天未光臨，請表示歡迎。",
        en: "The member's last visit was \(days) days ago: welcome them back.")
    }
  }

  private static func greeting(_ familyName: String, _ title: String) -> Sentence {
    let name = Sentence.address(familyName: familyName, title: title)
    return .init(
      zhHans: "您好，\(name.simplifiedChinese)！", zhHant: "您好，\(name.traditionalChinese)！",
      en: "Greet the member by name: \(name.english).")
  }

  private static func level(
    _ program: LoyaltyProgram?, _ id: String, _ words: (String, String, String) -> Sentence
  ) -> Sentence {
    let name = program?.levelName(id) ?? Sentence(zhHans: id, zhHant: id, en: id)
    return words(name.simplifiedChinese, name.traditionalChinese, name.english)
  }

  private static func nearly(
    _ program: LoyaltyProgram?, _ id: String, _ missing: Int64, _ counted: LevelMeasure
  ) -> Sentence {
    let amount = Money(fen: missing)
    return level(program, id) {
      counted == .spentInPeriod
        ? .init(
          zhHans: "再消费 \(amount) 元即可升级为\($0)。", zhHant: "再消費 \(amount) 元即可升級為\($1)。",
          en: "\(amount) more and the member rises to \($2).")
        : .init(
          zhHans: "再积 \(missing) 分即可升级为\($0)。", zhHant: "再積 \(missing) 分即可升級為\($1)。",
          en: "\(missing) more points and the member rises to \($2).")
    }
  }
}

extension Sentence {
  /// How a member is addressed (rule A37): 王女士. A bare family name would be curt, so that without a title the
  /// member is 李会员.
  public static func address(familyName: String, title: String) -> Sentence {
    guard title.isEmpty else {
      let whole = familyName + title
      return Sentence(zhHans: whole, zhHant: whole, en: whole)
    }
    return Sentence(
      zhHans: familyName + "会员", zhHant: familyName + "會員", en: "member " + familyName)
  }
}
