import Documents
import Wording

extension Value {
  /// An amount above 0.
  func positiveMoney() -> Money? {
    guard let money = money() else { return nil }
    guard money > .zero else {
      refuse(
        "outOfRange",
        .init(zhHans: "金额须大于 0。", zhHant: "金額須大於 0。", en: "The amount must be above 0."))
      return nil
    }
    return money
  }

  /// A threshold of a level: an amount (as fen) where spending counts, else points.
  func threshold(counting: LevelMeasure?) -> Int64? {
    // Where the section that says what is counted could not be read, either may be right.
    if counting == nil, log.isIncomplete { return nil }
    return counting == .spentInPeriod ? positiveMoney()?.fen : whole(1...Bounds.points)
  }

  /// A set of kinds of goods.
  func kinds() -> Set<LineKind>? {
    guard let items = items(atMost: 20) else { return nil }
    let kinds = items.compactMap { $0.choice(LineKind.self) }
    refuseRepeated(kinds.map(\.rawValue))
    return kinds.count == items.count ? Set(kinds) : nil
  }

  /// `yearEnd`, `12 months` and, where points may be valid for ever, `never`.
  func period(orNever: Bool = false) -> PointsRules.Expiry? {
    if let months = monthCount() { return .months(months) }
    let words = orNever ? ["never", "yearEnd"] : ["yearEnd"]
    switch choice(of: words, orMonths: true) {
    case "never": return .never
    case "yearEnd": return .yearEnd
    default: return nil
    }
  }

  /// `onePurchase`, `oneDay` or `6 months`.
  func window() -> JoiningRule.Window? {
    if let months = monthCount() { return .months(months) }
    switch choice(of: ["onePurchase", "oneDay"], orMonths: true) {
    case "onePurchase": return .onePurchase
    case "oneDay": return .oneDay
    default: return nil
    }
  }

  private func choice(of words: [String], orMonths: Bool) -> String? {
    if case .scalar(let text, _) = node.content, words.contains(text) { return text }
    let list = words.joined(separator: ", ")
    refuse(
      "unknownValue",
      .init(
        zhHans: "须为以下之一：\(list)，或月数，如 6 months。",
        zhHant: "須為以下之一：\(list)，或月數，如 6 months。",
        en: "This must be one of: \(list), or a number of months such as \"6 months\"."))
    return nil
  }

  /// The number in `6 months`; `nil` for any other text.
  private func monthCount() -> Int? {
    guard case .scalar(let text, _) = node.content else { return nil }
    let parts = text.split(separator: " ")
    guard parts.count == 2, parts[1] == "months" || parts[1] == "month",
      let count = Int(parts[0]), (1...1200).contains(count)
    else { return nil }
    return count
  }
}
