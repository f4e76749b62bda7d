public import BusinessCalendar

/// What the member lists of the year need to know of a member.
public struct MemberRecord: Sendable, Hashable {
  /// The member's id.
  public var id: String
  /// The birthday on file.
  public var birthday: BusinessDate?
  /// The day the card was received.
  public var joined: BusinessDate
  /// The day the registration form came in.
  public var registered: BusinessDate?
  /// The business dates of all purchases.
  public var purchases: [BusinessDate]
  /// The last satisfaction survey.
  public var lastSurvey: BusinessDate?

  /// Makes a record.
  public init(
    id: String, birthday: BusinessDate? = nil, joined: BusinessDate,
    registered: BusinessDate? = nil, purchases: [BusinessDate] = [],
    lastSurvey: BusinessDate? = nil
  ) {
    self.id = id
    self.birthday = birthday
    self.joined = joined
    self.registered = registered
    self.purchases = purchases
    self.lastSurvey = lastSurvey
  }
}

/// The lists of a member's year: birthdays, surveys, forms.
public enum MemberLists {
  /// Whose birthday message goes out today: the birthday is the given number of days ahead (rule A36).
  ///
  /// - Parameters:
  ///   - members: all members.
  ///   - today: the business date.
  ///   - days: how many days ahead.
  ///   - leapDay: when somebody born on 29 February has their birthday in a common year.
  public static func birthdays(
    _ members: some Sequence<MemberRecord>, today: BusinessDate, daysAhead days: Int,
    leapDay: BirthdayRules.LeapDay
  ) -> [MemberRecord] {
    let day = today.adding(days: days)
    return members.filter { member in
      member.birthday.map { Birthday.isCelebrated($0, on: day, leapDay: leapDay) } ?? false
    }
  }

  /// Who is to be asked in this quarter's survey (rule A38): everyone not yet asked in it whose data
  /// the store still has, active members first (rule A45), then by id.
  public static func survey(
    _ members: some Sequence<MemberRecord>, today: BusinessDate, rules: ActivityRules
  ) -> [(member: MemberRecord, activity: ActivityClass)] {
    members
      .filter { $0.lastSurvey.map { $0.quarter != today.quarter } ?? true }
      .map { member in
        let activity = rules.activity(
          purchases: member.purchases, joined: member.joined, today: today)
        return (member: member, activity: activity)
      }
      .filter { $0.activity != .lapsed }
      .sorted { left, right in
        let a = (ActivityRules.contactOrder(left.activity), left.member.id)
        let b = (ActivityRules.contactOrder(right.activity), right.member.id)
        return a < b
      }
  }

  /// The pack of new forms for a month: those that came in after the pack day of the month before and
  /// up to this month's, sorted by birth month, then birthday, then id (rules A27, A28).
  ///
  /// - Parameters:
  ///   - members: all members.
  ///   - year: the calendar year of the pack.
  ///   - month: the month of the pack.
  ///   - packDay: the day by which the pack goes to operations.
  public static func formPack(
    _ members: some Sequence<MemberRecord>, year: Int, month: Int, packDay: Int
  ) -> [MemberRecord] {
    guard let end = BusinessDate(year: year, month: month, day: packDay) else { return [] }
    let start = end.adding(months: -1)
    return
      members
      .filter { $0.registered.map { $0 > start && $0 <= end } ?? false }
      .sorted { left, right in
        // Forms without a birthday go last.
        let a = (left.birthday?.month ?? 13, left.birthday?.day ?? 0, left.id)
        let b = (right.birthday?.month ?? 13, right.birthday?.day ?? 0, right.id)
        return a < b
      }
  }
}
