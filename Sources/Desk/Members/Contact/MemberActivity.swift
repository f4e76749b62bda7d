package import BusinessCalendar
package import Loyalty
import MemberStore

/// A member's activity class with what it calls for.
package struct MemberActivity: Sendable {
  package let member: String
  package let date: BusinessDate
  package let activity: ActivityClass
  /// The rule of the class; `nil` for members who are neither active nor away.
  package let rule: RuleID?
  package let contacts: [ActivityRules.Contact]
  package let contactRule: RuleID?
  /// The last purchase, or the joining of who never bought.
  package let since: BusinessDate
  /// Who keeps the data (rule A48).
  package let keeping: DataKeeping
  package let keptUntil: BusinessDate?

  package init(_ record: MemberRecord, on date: BusinessDate, rules: ActivityRules) {
    member = record.id
    self.date = date
    activity = rules.activity(purchases: record.purchases, joined: record.joined, today: date)
    rule = rules.rule(of: activity)
    let contact = rules.contact(activity)
    contacts = contact.contacts
    contactRule = contact.rule
    since = record.purchases.filter { $0 <= date }.max() ?? record.joined
    switch rules.dataKeeping(lastPurchase: since, today: date) {
    case .everywhere: (keeping, keptUntil) = (.everywhere, nil)
    case .operationsOnly(let until): (keeping, keptUntil) = (.operationsOnly, until)
    case .nowhere: (keeping, keptUntil) = (.nowhere, nil)
    }
  }
}

/// Who keeps a member's data (rule A48).
package enum DataKeeping: String, Sendable, CaseIterable {
  case everywhere, operationsOnly, nowhere
}

extension ActivityRules {
  /// The rule that makes a class; `nil` for members who are neither active nor away.
  fileprivate func rule(of activity: ActivityClass) -> RuleID? {
    switch activity {
    case .active: active.rule
    case .regular: nil
    case .low: low.rule
    case .dormant: dormant.rule
    case .lapsed: lapsed.rule
    }
  }
}
