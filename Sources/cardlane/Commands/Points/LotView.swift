import BusinessCalendar
import Loyalty
import MemberStore
import Wording

/// A lot of points as a member and an auditor read it: where it came from, what it was counted on, by
/// which rules of which program version, until when it is valid, and what is left.
struct LotView: Encodable {
  /// What a lot is worth on a date.
  enum State: String, Encodable {
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

  let id: String
  let kind: String
  let reference: String
  let earned: BusinessDate
  let expires: BusinessDate?
  let registerBy: BusinessDate?
  let points: Int64
  let remaining: Int64
  let state: State
  let basis: String
  let rules: [String]
  let program: String?
  let version: String?

  /// A lot on a date.
  ///
  /// - Parameter used: what was taken from it by then.
  init(_ lot: LedgerLot, used: Int64, of member: Member, on date: BusinessDate) {
    let earning = lot.earning
    id = lot.id
    kind = earning.kind.rawValue
    reference = lot.reference
    earned = earning.earned
    expires = earning.expires
    registerBy = earning.registerBy
    points = earning.points
    remaining = earning.points - used
    state = Self.state(earning, left: earning.points - used, of: member, on: date)
    basis = Money(fen: earning.basisFen).description
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
  static func all(
    of member: Member, on date: BusinessDate, in store: some MemberStore
  ) async throws -> (lots: [LotView], uses: [LedgerUse]) {
    let ledger = try await store.ledger(of: member.id)
    let uses = ledger.uses.filter { $0.date <= date }
    let used = uses.reduce(into: [String: Int64]()) { $0[$1.lotID, default: 0] += $1.points }
    let lots = ledger.lots.filter { $0.earning.earned <= date }
      .map { LotView($0, used: used[$0.id] ?? 0, of: member, on: date) }
    return (lots, uses)
  }
}

extension LotView.State {
  /// The state in words.
  var sentence: Sentence {
    switch self {
    case .available: Sentence(zhHans: "可用", zhHant: "可用", en: "available")
    case .pending: Sentence(zhHans: "待登记", zhHant: "待登記", en: "waits for the form")
    case .dropped: Sentence(zhHans: "逾期未登记", zhHant: "逾期未登記", en: "form too late")
    case .expired: Sentence(zhHans: "已过期", zhHant: "已過期", en: "expired")
    case .spent: Sentence(zhHans: "已用完", zhHant: "已用完", en: "used up")
    }
  }
}
