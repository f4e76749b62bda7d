import Wording

extension Value {
  /// An id: letters, digits, `-`, `_` and `.`, at most 64.
  func identifier() -> String? {
    guard let text = text() else { return nil }
    let allowed = text.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || $0 == "-" || $0 == "_" || $0 == "."
    }
    guard allowed, text.unicodeScalars.count <= 64 else {
      refuse(
        "invalidText",
        .init(
          zhHans: "编号只可用字母、数字和 - _ .，最多 64 个字符。",
          zhHant: "編號只可用字母、數字和 - _ .，最多 64 個字元。",
          en: "An id has only letters, digits, and - _ . and at most 64 of them."))
      return nil
    }
    return text
  }

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
    if counting == nil, log.isDamaged { return nil }
    return counting == .spentInPeriod ? positiveMoney()?.fen : whole(1...Bounds.points)
  }

  /// A set of kinds of goods.
  func kinds() -> Set<LineKind>? {
    guard let items = items(atMost: 20) else { return nil }
    let kinds = items.compactMap { $0.choice(LineKind.self) }
    refuseRepeated(kinds.map(\.rawValue))
    return kinds.count == items.count ? Set(kinds) : nil
  }

  /// A list without repetitions, with at least one entry.
  func set<Element: Hashable>(_ read: (Value) -> Element?) -> Set<Element>? {
    guard let items = items(atMost: 100) else { return nil }
    if items.isEmpty {
      refuse(
        "missingField",
        .init(zhHans: "列表是空的。", zhHant: "清單是空的。", en: "The list is empty."))
    }
    let elements = items.compactMap(read)
    return elements.count == items.count ? Set(elements) : nil
  }

  /// Says which names of a list are given more than once.
  func refuseRepeated(_ names: [String]) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      refuse(
        "duplicateEntry",
        .init(
          zhHans: "“\(name)”出现了不止一次。", zhHant: "「\(name)」出現了不止一次。",
          en: "\"\(name)\" appears more than once."))
    }
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
