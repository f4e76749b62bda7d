public import BusinessCalendar

/// How long a lapsed member's data are kept, and by whom (rule A48).
public enum DataKeeping: Sendable, Hashable {
  /// The store and operations keep them.
  case everywhere
  /// They have left the store; operations keeps them until this day, the last one included.
  case operationsOnly(until: BusinessDate)
  /// They are to be deleted.
  case nowhere
}

extension ActivityRules {
  /// Who keeps a member's data on a day.
  ///
  /// - Parameters:
  ///   - lastPurchase: the last purchase, or the day of joining for who never bought.
  ///   - today: the business date.
  public func dataKeeping(lastPurchase: BusinessDate, today: BusinessDate) -> DataKeeping {
    let lapse = lastPurchase.adding(months: lapsed.months)
    guard lapse < today else { return .everywhere }
    let until = lapse.adding(months: retention.years * 12)
    return today <= until ? .operationsOnly(until: until) : .nowhere
  }
}
