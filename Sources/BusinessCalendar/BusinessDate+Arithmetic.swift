extension BusinessDate {
  /// Days since 1970-01-01, which is day 0.
  public var dayNumber: Int {
    // Howard Hinnant's days_from_civil: years start in March, so the leap day comes last.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The date of a day number, or `nil` outside the years 1 to 9999.
  public init?(dayNumber: Int) {
    let shifted = dayNumber + 719_468
    guard shifted >= 0 else { return nil }
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    self.init(year: year, month: month, day: dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  /// The date a number of days later (earlier when negative), held inside the years 1 to 9999.
  public func adding(days: Int) -> BusinessDate {
    BusinessDate(dayNumber: dayNumber + days) ?? (days < 0 ? .earliest : .latest)
  }

  /// The same day a number of months later, cut to the month's last day (31 August + 6 = 28 February),
  /// held inside the years 1 to 9999.
  public func adding(months: Int) -> BusinessDate {
    let index = year * 12 + (month - 1) + months
    let newYear = index >= 0 ? index / 12 : -1
    guard newYear >= 1 else { return .earliest }
    guard newYear <= 9999 else { return .latest }
    let newMonth = index % 12 + 1
    let last = Self.daysIn(month: newMonth, year: newYear)
    return BusinessDate(year: newYear, month: newMonth, day: min(day, last)) ?? self
  }

  /// How many days `other` lies after this date; negative when it lies before.
  public func days(until other: BusinessDate) -> Int {
    other.dayNumber - dayNumber
  }

  /// The ISO 8601 weekday: 1 is Monday, 7 is Sunday.
  public var weekday: Int {
    // 1970-01-01 was a Thursday.
    ((dayNumber + 3) % 7 + 7) % 7 + 1
  }

  /// 31 December of this date's year.
  public var endOfYear: BusinessDate {
    BusinessDate(year: year, month: 12, day: 31) ?? self
  }

  /// 1 January of the year 1.
  public static var earliest: BusinessDate { BusinessDate(dayNumber: -719_162) ?? .unreachable }
  /// 31 December of the year 9999.
  public static var latest: BusinessDate { BusinessDate(dayNumber: 2_932_896) ?? .unreachable }

  private static var unreachable: BusinessDate { preconditionFailure("a constant date is valid") }
}
