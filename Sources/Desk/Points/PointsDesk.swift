package import BusinessCalendar
package import Loyalty
package import MemberStore

/// A member's points and prepaid money, explained.
package struct PointsDesk: Sendable {
  package let store: any MemberStore

  package init(_ store: any MemberStore) { self.store = store }

  /// What a member can spend on a date, lot by lot.
  package func balance(
    of reference: MemberReference, on date: BusinessDate
  ) async throws -> BalanceSheet {
    let member = try await reference.find(in: store)
    guard let account = try await store.account(of: member.id, on: date) else {
      throw StoreError.unknownMember(member.id)
    }
    let lots = try await MemberLot.all(of: member, on: date, in: store).lots
    return BalanceSheet(
      member: member.id, date: date, balance: account.balance, pending: account.pendingPoints,
      owed: account.owed, accumulated: member.accumulatedPoints, prepaid: account.prepaid,
      lots: lots.filter { $0.state == .available || $0.state == .pending })
  }

  /// Everything that ever happened to a member's points, in order.
  package func history(
    of reference: MemberReference, on date: BusinessDate
  ) async throws -> HistorySheet {
    let member = try await reference.find(in: store)
    let (lots, uses) = try await MemberLot.all(of: member, on: date, in: store)
    guard let account = try await store.account(of: member.id, on: date) else {
      throw StoreError.unknownMember(member.id)
    }
    return HistorySheet(
      member: member.id, date: date, balance: account.balance, pending: account.pendingPoints,
      entries: HistoryEntry.all(lots: lots, uses: uses, through: date))
  }

  /// The money on a member's card, and how it came about (rule C5).
  package func prepaid(of reference: MemberReference) async throws -> PrepaidSheet {
    let member = try await reference.find(in: store)
    return PrepaidSheet(
      member: member.id, movements: try await store.prepaidMovements(of: member.id))
  }
}

/// What a member can spend, and what it consists of.
package struct BalanceSheet: Sendable {
  package let member: String
  package let date: BusinessDate
  package let balance: Int64
  package let pending: Int64
  package let owed: Int64
  package let accumulated: Int64
  /// What is on the card (rule C5).
  package let prepaid: Money
  package let lots: [MemberLot]
}

/// A member's points from the first day on.
package struct HistorySheet: Sendable {
  package let member: String
  package let date: BusinessDate
  package let balance: Int64
  package let pending: Int64
  package let entries: [HistoryEntry]
}

/// A prepaid balance with its movements.
package struct PrepaidSheet: Sendable {
  package let member: String
  package let movements: [PrepaidMovement]

  /// What the movements add up to.
  package var balance: Money { PrepaidMovement.balance(of: movements) }
}

extension PrepaidMovement {
  /// What movements add up to; what nothing covered moves no balance.
  package static func balance(of movements: [PrepaidMovement]) -> Money {
    movements.reduce(.zero) { $0 + ($1.lotID == nil ? .zero : $1.amount) }
  }
}
