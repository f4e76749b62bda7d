import BusinessCalendar
import Documents
import Wording

/// The sentences of what can be wrong with a sale.
extension Mistake {
  static func beforeProgram(date: BusinessDate, effective: BusinessDate) -> Mistake {
    Mistake(
      code: "beforeProgram", path: "date",
      sentence: .init(
        zhHans: "销售日期 \(date) 早于规则生效日 \(effective)。",
        zhHant: "銷售日期 \(date) 早於規則生效日 \(effective)。",
        en: "The sale of \(date) lies before the program takes effect on \(effective)."),
      suggestion: .init(
        zhHans: "请使用当日有效的规则版本。", zhHant: "請使用當日有效的規則版本。",
        en: "Use the program version that was in force on that day."))
  }

  static func afterProgram(date: BusinessDate, until: BusinessDate) -> Mistake {
    Mistake(
      code: "afterProgram", path: "date",
      sentence: .init(
        zhHans: "销售日期 \(date) 晚于规则的最后一天 \(until)。",
        zhHant: "銷售日期 \(date) 晚於規則的最後一天 \(until)。",
        en: "The sale of \(date) lies after the program's last day \(until)."),
      suggestion: .init(
        zhHans: "请使用当日有效的规则版本。", zhHant: "請使用當日有效的規則版本。",
        en: "Use the program version that was in force on that day."))
  }

  static func tenderAmount(_ amount: Money, index: Int) -> Mistake {
    Mistake(
      code: "outOfRange", path: "specialTenders[\(index)].amount",
      sentence: .init(
        zhHans: "金额须在 0.00 至 \(Bounds.sale) 之间，而不是 \(amount)。",
        zhHant: "金額須在 0.00 至 \(Bounds.sale) 之間，而不是 \(amount)。",
        en: "The amount must lie between 0.00 and \(Bounds.sale), not \(amount)."))
  }

  static func contradictingDate(given: BusinessDate, sale: BusinessDate) -> Mistake {
    Mistake(
      code: "contradictingDate", path: "date",
      sentence: .init(
        zhHans: "销售日期 \(sale) 与给定的营业日 \(given) 不一致。",
        zhHant: "銷售日期 \(sale) 與給定的營業日 \(given) 不一致。",
        en: "The sale is dated \(sale), but the business date given is \(given)."))
  }

  static func duplicateCounter(_ counter: String, index: Int) -> Mistake {
    Mistake(
      code: "duplicateCounter", path: "counterPromotions[\(index)].counter",
      sentence: .init(
        zhHans: "专柜“\(counter)”有不止一个促销。", zhHant: "專櫃「\(counter)」有不止一個促銷。",
        en: "The counter \"\(counter)\" has more than one promotion."),
      suggestion: .init(
        zhHans: "每个专柜只能有一个促销。", zhHant: "每個專櫃只能有一個促銷。",
        en: "Give each counter one promotion at most."))
  }

  static func numberOfLines(_ count: Int) -> Mistake {
    Mistake(
      code: "numberOfLines", path: "lines",
      sentence: .init(
        zhHans: "一笔销售须有 1 至 \(Bounds.entries) 行，而不是 \(count) 行。",
        zhHant: "一筆銷售須有 1 至 \(Bounds.entries) 行，而不是 \(count) 行。",
        en: "A sale has 1 to \(Bounds.entries) lines, not \(count)."))
  }

  static func quantity(_ quantity: Quantity, index: Int) -> Mistake {
    Mistake(
      code: "invalidQuantity", path: "lines[\(index)].quantity",
      sentence: .init(
        zhHans: "数量须大于 0 且不超过 \(Bounds.quantity)，而不是 \(quantity)。",
        zhHant: "數量須大於 0 且不超過 \(Bounds.quantity)，而不是 \(quantity)。",
        en: "The quantity must be above 0 and at most \(Bounds.quantity), not \(quantity)."))
  }

  static func unitPrice(_ price: Money, index: Int) -> Mistake {
    Mistake(
      code: "outOfRange", path: "lines[\(index)].unitPrice",
      sentence: .init(
        zhHans: "单价须在 0.00 至 \(Bounds.amount) 之间，而不是 \(price)。",
        zhHant: "單價須在 0.00 至 \(Bounds.amount) 之間，而不是 \(price)。",
        en: "The unit price must lie between 0.00 and \(Bounds.amount), not \(price)."))
  }

  static var tooLarge: Mistake {
    Mistake(
      code: "outOfRange", path: "lines",
      sentence: .init(
        zhHans: "销售总额超过 \(Bounds.sale)。", zhHant: "銷售總額超過 \(Bounds.sale)。",
        en: "The sale comes to more than \(Bounds.sale)."))
  }

  static func duplicateLine(_ id: String, index: Int) -> Mistake {
    Mistake(
      code: "duplicateLine", path: "lines[\(index)].id",
      sentence: .init(
        zhHans: "行号“\(id)”已用过。", zhHant: "行號「\(id)」已用過。",
        en: "The line id \"\(id)\" is used twice."))
  }

  static func memberOnly(
    _ line: SaleLine, index: Int, rule: RuleID, discountOnly: Bool
  ) -> Mistake {
    let why =
      discountOnly
      ? Sentence(zhHans: "优惠卡不可购买。", zhHant: "優惠卡不可購買。", en: "A discount-only card cannot buy it.")
      : Sentence(
        zhHans: "请先出示会员卡，或取出此商品。", zhHant: "請先出示會員卡，或取出此商品。",
        en: "Ask for the member's card, or take the article out.")
    return Mistake(
      code: "memberOnlyGoods", path: "lines[\(index)]",
      sentence: .init(
        zhHans: "“\(line.name)”为会员独享（\(rule)）。", zhHant: "「\(line.name)」為會員獨享（\(rule)）。",
        en: "\"\(line.name)\" is sold to members only (\(rule))."),
      suggestion: why, nature: .refusal)
  }

  static func unknownLevel(_ level: String, known: [String]) -> Mistake {
    let list = known.joined(separator: ", ")
    let guess = Spelling.closest(to: level, among: known) ?? list
    return Mistake(
      code: "unknownLevel", path: "member.level",
      sentence: .init(
        zhHans: "规则中没有等级“\(level)”，只有：\(list)。", zhHant: "規則中沒有等級「\(level)」，只有：\(list)。",
        en: "The program has no level \"\(level)\", only: \(list)."),
      suggestion: .init(
        zhHans: "是否要写“\(guess)”？", zhHant: "是否要寫「\(guess)」？", en: "Did you mean \"\(guess)\"?"))
  }

  static func laterThanSale(_ date: BusinessDate, path: String, sale: BusinessDate) -> Mistake {
    Mistake(
      code: "laterThanSale", path: path,
      sentence: .init(
        zhHans: "\(date) 晚于销售日期 \(sale)。", zhHant: "\(date) 晚於銷售日期 \(sale)。",
        en: "\(date) lies after the sale's date \(sale)."))
  }

  static func bornAfterJoining(_ birthday: BusinessDate, joined: BusinessDate) -> Mistake {
    Mistake(
      code: "bornAfterJoining", path: "member.birthday",
      sentence: .init(
        zhHans: "生日 \(birthday) 晚于入会日 \(joined)。", zhHant: "生日 \(birthday) 晚於入會日 \(joined)。",
        en: "The member joined on \(joined), before being born on \(birthday)."),
      suggestion: .init(
        zhHans: "请核对登记表上的两个日期。", zhHant: "請核對登記表上的兩個日期。",
        en: "Check both dates against the registration form."))
  }

  static func expiresBeforeEarned(_ index: Int) -> Mistake {
    Mistake(
      code: "expiresBeforeEarned", path: "member.points[\(index)].expires",
      sentence: .init(
        zhHans: "积分到期日早于获得日。", zhHant: "積分到期日早於獲得日。",
        en: "The points expire before they were earned."))
  }

  static func points(_ points: Int64, path: String) -> Mistake {
    Mistake(
      code: "outOfRange", path: path,
      sentence: .init(
        zhHans: "须在 0 至 \(Bounds.points) 之间，而不是 \(points)。",
        zhHant: "須在 0 至 \(Bounds.points) 之間，而不是 \(points)。",
        en: "This must lie between 0 and \(Bounds.points), not \(points)."))
  }

  static func cannotRedeem(_ points: Int64, hasMember: Bool) -> Mistake {
    let sentence: Sentence
    if points < 0 {
      sentence = .init(zhHans: "积分不能为负。", zhHant: "積分不能為負。", en: "Points cannot be negative.")
    } else if hasMember {
      sentence = .init(
        zhHans: "本规则的积分不可抵现。", zhHant: "本規則的積分不可抵現。",
        en: "This program gives no money off for points.")
    } else {
      sentence = .init(
        zhHans: "没有会员，不能使用积分。", zhHant: "沒有會員，不能使用積分。",
        en: "Without a member no points can be spent.")
    }
    return Mistake(code: "cannotRedeem", path: "redeemPoints", sentence: sentence)
  }

  static func notWholeSteps(_ points: Int64, step: Int64) -> Mistake {
    Mistake(
      code: "notWholeSteps", path: "redeemPoints",
      sentence: .init(
        zhHans: "积分须为 \(step) 的整数倍，而不是 \(points)。", zhHant: "積分須為 \(step) 的整數倍，而不是 \(points)。",
        en: "Points are spent in steps of \(step), not \(points)."))
  }

  /// - Parameter waiting: points that the registration form would make available (rule A7).
  static func notEnoughPoints(
    needed: Int64, balance: Int64, waiting: Int64, path: String
  ) -> Mistake {
    let form = Sentence(
      zhHans: "另有 \(waiting) 分待登记，交登记表后可用（A7）。", zhHant: "另有 \(waiting) 分待登記，交登記表後可用（A7）。",
      en: "Another \(waiting) wait for the registration form (A7).")
    return Mistake(
      code: "notEnoughPoints", path: path,
      sentence: .init(
        zhHans: "积分不足：需要 \(needed)，可用 \(balance)。", zhHant: "積分不足：需要 \(needed)，可用 \(balance)。",
        en: "Not enough points: \(needed) needed, \(balance) available."),
      suggestion: waiting > 0
        ? form
        : .init(
          zhHans: "还差 \(needed - balance) 分。", zhHant: "還差 \(needed - balance) 分。",
          en: "\(needed - balance) are missing."),
      nature: .refusal)
  }
}
