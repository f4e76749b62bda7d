package import BusinessCalendar
package import Loyalty
package import MemberStore

/// One change of a member's points.
package struct HistoryEntry: Sendable {
  package let date: BusinessDate
  /// `earned`, `bonus`, `opening`, `redeemed`, `released`, `restored`, `reclaimed`, `expired`, `dropped`.
  package let kind: String
  /// Up or down.
  package let points: Int64
  package let reference: String
  package let lot: String
  package let basis: Money?
  package let rules: [String]
  package let program: String?
  package let version: String?
  package let expires: BusinessDate?
  package let registerBy: BusinessDate?

  /// What lots and uses tell, in the order of the days; on one day points come before they go.
  package static func all(
    lots: [MemberLot], uses: [LedgerUse], through date: BusinessDate
  ) -> [HistoryEntry] {
    let earned = lots.map { HistoryEntry(earning: $0) }
    let used = uses.map { HistoryEntry(use: $0) }
    let gone = lots.compactMap { HistoryEntry(end: $0, on: date) }
    return (earned + used + gone).enumerated()
      .sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }
      .map(\.element)
  }

  private init(earning lot: MemberLot) {
    date = lot.earned
    kind = lot.kind.rawValue
    points = lot.points
    reference = lot.reference
    self.lot = lot.id
    basis = lot.basis
    rules = lot.rules
    program = lot.program
    version = lot.version
    expires = lot.expires
    registerBy = lot.registerBy
  }

  private init(use: LedgerUse) {
    date = use.date
    kind = use.reason.rawValue
    points = -use.points
    reference = use.reference
    lot = use.lotID
    basis = nil
    rules = []
    program = nil
    version = nil
    expires = nil
    registerBy = nil
  }

  /// What was left of a lot when its time was over; `nil` while it is not, or when nothing was left.
  private init?(end lot: MemberLot, on today: BusinessDate) {
    let last: BusinessDate?
    switch lot.state {
    case .expired: last = lot.expires
    case .dropped: last = lot.registerBy
    case .available, .pending, .spent: last = nil
    }
    guard let last, lot.remaining > 0 else { return nil }
    // The last day still counts.
    date = last.adding(days: 1)
    kind = lot.state.rawValue
    points = -lot.remaining
    reference = lot.reference
    self.lot = lot.id
    basis = nil
    rules = []
    program = lot.program
    version = lot.version
    expires = lot.expires
    registerBy = lot.registerBy
  }
}
