package import BusinessCalendar
package import Loyalty
package import MemberStore

extension StoreTransaction {
  /// What the member lists of the year need to know of a member.
  ///
  /// A purchase is a day on which something was paid and kept; of a member brought along from elsewhere
  /// only the last one is known.
  package func record(
    of member: Member, through date: BusinessDate, survey: RuleID?
  ) throws -> MemberRecord {
    let booked = try purchases(of: member.id, from: .earliest, through: date)
    var days = booked.filter { $0.paid > .zero }.map(\.date)
    if booked.isEmpty, let last = member.lastPurchase, last <= date { days = [last] }
    let surveyed = try survey.map { rule in
      try giftClaims(of: member.id).filter { $0.rule == rule && $0.date <= date }.map(\.date).max()
    }
    return MemberRecord(
      id: member.id, birthday: member.birthday,
      joined: member.joined ?? days.min() ?? member.registered ?? date,
      registered: member.registered, purchases: days, lastSurvey: surveyed ?? nil)
  }
}
