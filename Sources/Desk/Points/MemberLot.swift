package import BusinessCalendar
package import Loyalty
package import MemberStore

/// A lot of points as a member and an auditor read it: where it came from, what it was counted on, by
/// which rules of which program version, until when it is valid, and what is left.
package struct MemberLot: Sendable {
  /// What a lot is worth on a date.
  package enum State: String, Sendable, CaseIterable {
    /// Can be spent.
    case available
    /// Waits for the registration form (rule A7).
    case pending
    /// Waited in vain (rule A7).
    case dropped
    /// Its last day has passed (rule A18).
    case expired
    /// Nothing is left.
    case spent
  }

  package let id: String
  package let kind: Earning.Kind
  package let reference: String
  package let earned: BusinessDate
  package let expires: BusinessDate?
  package let registerBy: BusinessDate?
  package let points: Int64
  package let remaining: Int64
  package let state: State
  package let basis: Money
  package let rules: [String]
  package let program: String?
  package let version: String?

  /// A lot on a date.
  ///
  /// - Parameter used: what was taken from it by then.
  package init(_ lot: LedgerLot, used: Int64, of member: Member, on date: BusinessDate) {
    let earning = lot.earning
    id = lot.id
    kind = earning.kind
    reference = lot.reference
    earned = earning.earned
    expires = earning.expires
    registerBy = earning.registerBy
    points = earning.points
    remaining = earning.points - used
    state = Self.state(earning, left: earning.points - used, of: member, on: date)
    basis = Money(fen: earning.basisFen)
    rules = earning.rules
    program = earning.programID.isEmpty ? nil : earning.programID
    version = earning.programVersion.isEmpty ? nil : earning.programVersion
  }

  private static func state(
    _ earning: Earning, left: Int64, of member: Member, on date: BusinessDate
  ) -> State {
    if left == 0 { return .spent }
    if let last = earning.registerBy {
      if let registered = member.registered, registered <= date {
        if registered > last { return .dropped }
      } else {
        return date > last ? .dropped : earning.isValid(on: date) ? .pending : .expired
      }
    }
    return earning.isValid(on: date) ? .available : .expired
  }

  /// A member's lots on a date, in the order in which they were earned, with the uses up to then.
  package static func all(
    of member: Member, on date: BusinessDate, in store: any MemberStore
  ) async throws -> (lots: [MemberLot], uses: [LedgerUse]) {
    let ledger = try await store.ledger(of: member.id)
    let uses = ledger.uses.filter { $0.date <= date }
    let used = uses.reduce(into: [String: Int64]()) { $0[$1.lotID, default: 0] += $1.points }
    let lots = ledger.lots.filter { $0.earning.earned <= date }
      .map { MemberLot($0, used: used[$0.id] ?? 0, of: member, on: date) }
    return (lots, uses)
  }
}
