public import BusinessCalendar

/// Birthdays in the store's calendar.
public enum Birthday {
  /// Whether a birthday is celebrated on a day.
  ///
  /// - Parameters:
  ///   - birthday: as on file.
  ///   - date: the business date.
  ///   - leapDay: when somebody born on 29 February has their birthday in a common year.
  public static func isCelebrated(
    _ birthday: BusinessDate, on date: BusinessDate, leapDay: BirthdayRules.LeapDay
  ) -> Bool {
    if birthday.month == date.month && birthday.day == date.day { return true }
    guard birthday.month == 2, birthday.day == 29, !BusinessDate.isLeap(date.year) else {
      return false
    }
    switch leapDay {
    case .february28: return date.month == 2 && date.day == 28
    case .march1: return date.month == 3 && date.day == 1
    }
  }

  /// The next day on or after `date` on which a birthday is celebrated.
  public static func next(
    of birthday: BusinessDate, from date: BusinessDate, leapDay: BirthdayRules.LeapDay
  ) -> BusinessDate {
    func celebrated(in year: Int) -> BusinessDate? {
      if let same = BusinessDate(year: year, month: birthday.month, day: birthday.day) {
        return same
      }
      switch leapDay {
      case .february28: return BusinessDate(year: year, month: 2, day: 28)
      case .march1: return BusinessDate(year: year, month: 3, day: 1)
      }
    }
    if let this = celebrated(in: date.year), this >= date { return this }
    return celebrated(in: date.year + 1) ?? .latest
  }
}
