public import BusinessCalendar

/// How active a member is (rules A41 to A44).
public enum ActivityClass: String, Sendable, Hashable, CaseIterable, Codable {
  /// 高活动量: bought in each of the last full calendar months (rule A41).
  case active
  /// None of the others.
  case regular
  /// 低活动量: nothing for three months, to the day (rule A42).
  case low
  /// 睡眠期: nothing for more than half a year (rule A43).
  case dormant
  /// 失效: nothing for more than a year (rule A44).
  case lapsed
}

extension ActivityRules {
  /// The class of a member on a day.
  ///
  /// - Parameters:
  ///   - purchases: the business dates of purchases, in any order; later ones than `today` are left out.
  ///   - joined: the day of joining; who never bought is counted from it.
  ///   - today: the business date.
  public func activity(
    purchases: some Sequence<BusinessDate>, joined: BusinessDate, today: BusinessDate
  ) -> ActivityClass {
    var last: BusinessDate?
    let thisMonth = Self.monthIndex(today)
    var monthsBought: Set<Int> = []
    for date in purchases where date <= today {
      last = max(last ?? date, date)
      let age = thisMonth - Self.monthIndex(date)
      if (1...active.months).contains(age) { monthsBought.insert(age) }
    }
    let since = last ?? joined
    if since.adding(months: lapsed.months) < today { return .lapsed }
    if since.adding(months: dormant.months) < today { return .dormant }
    if since.adding(months: low.months) <= today { return .low }
    return monthsBought.count == active.months ? .active : .regular
  }

  /// The rule of a class, its ways of contact, and the rule behind them (rules A45 to A48).
  ///
  /// Nobody contacts lapsed members from the store: their data have left it (rule A48).
  public func contact(_ activity: ActivityClass) -> (contacts: [Contact], rule: RuleID?) {
    switch activity {
    case .active: (active.contacts, active.contactRule)
    case .regular: ([], nil)
    case .low: (low.contacts, low.contactRule)
    case .dormant: (dormant.contacts, dormant.contactRule)
    case .lapsed: (lapsed.contacts, lapsed.contactRule ?? retention.rule)
    }
  }

  /// Who is asked first in a campaign or survey: active members before all others (rule A45).
  public static func contactOrder(_ activity: ActivityClass) -> Int {
    switch activity {
    case .active: 0
    case .regular: 1
    case .low: 2
    case .dormant: 3
    case .lapsed: 4
    }
  }

  private static func monthIndex(_ date: BusinessDate) -> Int { date.year * 12 + date.month }
}
