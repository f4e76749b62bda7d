package import BusinessCalendar
package import Loyalty
package import MemberStore

extension StoreTransaction {
  /// What the member lists of the year need to know of a member.
  package func record(
    of member: Member, through date: BusinessDate, survey: RuleID?
  ) throws -> MemberRecord {
    let surveyed = try survey.flatMap { rule in
      try giftClaims(of: member.id).filter { $0.rule == rule && $0.date <= date }.map(\.date).max()
    }
    return MemberRecord(
      member, on: date, booked: try purchases(of: member.id, from: .earliest, through: date),
      surveyed: surveyed)
  }

  /// The same of many members, in a number of look-ups that does not grow with them.
  ///
  /// - Parameter isEveryone: whether they are all members of the store, or nearly.
  func records(
    of members: [Member], through date: BusinessDate, survey: RuleID? = nil, isEveryone: Bool = true
  ) throws -> [MemberRecord] {
    let booked = try purchases(
      ofMembers: isEveryone ? nil : members.map(\.id), through: date)
    let surveyed = try survey.map { try giftClaims(rule: $0, through: date) } ?? []
    let last = surveyed.reduce(into: [String: BusinessDate]()) { last, claim in
      last[claim.memberID] = max(last[claim.memberID] ?? claim.date, claim.date)
    }
    return members.map { member in
      MemberRecord(member, on: date, booked: booked[member.id] ?? [], surveyed: last[member.id])
    }
  }
}

extension MemberRecord {
  /// A member as the store knows them on a date.
  ///
  /// A purchase is a day on which something was paid and kept; of a member brought along from elsewhere
  /// only the last one is known.
  fileprivate init(
    _ member: Member, on date: BusinessDate, booked: [Purchase], surveyed: BusinessDate?
  ) {
    var days = booked.filter { $0.paid > .zero }.map(\.date)
    if booked.isEmpty, let last = member.lastPurchase, last <= date { days = [last] }
    self.init(
      id: member.id, birthday: member.birthday,
      joined: member.joined ?? days.min() ?? member.registered ?? date,
      registered: member.registered, purchases: days, lastSurvey: surveyed)
  }
}
