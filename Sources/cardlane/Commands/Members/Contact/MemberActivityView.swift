import BusinessCalendar
import Loyalty
import MemberStore
import Wording

/// A member's activity class with what it calls for.
struct MemberActivityView: Encodable {
  let member: String
  let date: BusinessDate
  let activity: ActivityClass
  /// The rule of the class; `nil` for members who are neither active nor away.
  let rule: String?
  let contacts: [String]
  let contactRule: String?
  /// The last purchase, or the joining of who never bought.
  let since: BusinessDate
  /// Who keeps the data: `everywhere`, `operationsOnly`, `nowhere` (rule A48).
  let dataKeeping: String
  let keptUntil: BusinessDate?

  private let ways: [ActivityRules.Contact]

  private enum CodingKeys: CodingKey {
    case member, date, activity, rule, contacts, contactRule, since, dataKeeping, keptUntil
  }

  init(_ record: MemberRecord, on date: BusinessDate, rules: ActivityRules) {
    member = record.id
    self.date = date
    activity = rules.activity(purchases: record.purchases, joined: record.joined, today: date)
    rule = rules.rule(of: activity)?.description
    let contact = rules.contact(activity)
    ways = contact.contacts
    contacts = contact.contacts.map(\.rawValue)
    contactRule = contact.rule?.description
    since = record.purchases.filter { $0 <= date }.max() ?? record.joined
    switch rules.dataKeeping(lastPurchase: since, today: date) {
    case .everywhere: (dataKeeping, keptUntil) = ("everywhere", nil)
    case .operationsOnly(let until): (dataKeeping, keptUntil) = ("operationsOnly", until)
    case .nowhere: (dataKeeping, keptUntil) = ("nowhere", nil)
    }
  }

  /// The class of a stored member; `nil` where the program has no activity rules.
  static func of(
    _ member: Member, on date: BusinessDate, program: LoyaltyProgram?, in store: some MemberStore
  ) async throws -> MemberActivityView? {
    guard let program, let rules = program.activity else { return nil }
    let record = try await store.read { tables in
      try tables.record(of: member, through: date, survey: rules.survey)
    }
    return MemberActivityView(record, on: date, rules: rules)
  }

  /// The class and its contacts in one sentence.
  func words(_ language: Language) -> String {
    let name = ActivityWords.name(activity)[language]
    let because = rule.map { " (\($0))" } ?? ""
    guard !ways.isEmpty else { return name + because }
    let list = ways.map { ActivityWords.name($0)[language] }
    let joined = list.joined(separator: language == .english ? ", " : "、")
    return name + because + " → " + joined + (contactRule.map { " (\($0))" } ?? "")
  }
}

extension ActivityRules {
  /// The rule that makes a class; `nil` for members who are neither active nor away.
  func rule(of activity: ActivityClass) -> RuleID? {
    switch activity {
    case .active: active.rule
    case .regular: nil
    case .low: low.rule
    case .dormant: dormant.rule
    case .lapsed: lapsed.rule
    }
  }
}

extension StoreTransaction {
  /// What the member lists of the year need to know of a member.
  ///
  /// A purchase is a day on which something was paid and kept; of a member brought along from elsewhere
  /// only the last one is known.
  func record(
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
