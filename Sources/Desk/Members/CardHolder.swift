package import BusinessCalendar
import Loyalty
package import MemberStore

/// A member with their cards.
package struct CardHolder: Sendable {
  /// The person.
  package let member: Member
  /// All of their cards; whoever shows them masks the numbers (rule A29).
  package let cards: [CardRecord]
  /// The last day on which something was bought and kept; `nil` before the first.
  package let lastPurchase: BusinessDate?

  init(_ member: Member, on date: BusinessDate, _ tables: any StoreTransaction) throws {
    self.init(
      member, cards: try tables.cards(of: member.id),
      lastPurchase: try tables.record(of: member, through: date, survey: nil).purchases.max())
  }

  /// Some members, in a number of look-ups that does not grow with them.
  static func all(
    _ members: [Member], on date: BusinessDate, _ tables: any StoreTransaction
  ) throws -> [CardHolder] {
    let cards = try tables.cards(ofMembers: members.map(\.id))
    let records = try tables.records(of: members, through: date, isEveryone: false)
    return zip(members, records).map { member, record in
      CardHolder(member, cards: cards[member.id] ?? [], lastPurchase: record.purchases.max())
    }
  }

  init(_ member: Member, cards: [CardRecord], lastPurchase: BusinessDate?) {
    self.member = member
    self.cards = cards
    self.lastPurchase = lastPurchase
  }

  /// The family name with the form of address, such as 王女士 (rule A37).
  package var greeting: String? { member.familyName.map { $0 + (member.title ?? "") } }
}
