import BusinessCalendar
import Loyalty
import MemberStore

extension CheckoutLane {
  /// What had happened already when something is entered for a day; `nil` in the ordinary course.
  func lateEntry(on date: BusinessDate, of member: String?) async throws -> LateEntry? {
    var decision: LevelEntry?
    if let member, program.advancement?.periodStart(on: date) != nil {
      decision = try await store.levelEntries(of: member).first { $0.periodEnd >= date }
    }
    return LateEntry(
      on: date, latest: try await store.latestBusinessDate(store: configuration.store),
      decision: decision)
  }

  /// The level that a sale brings which comes after its period was decided (rule C1); `nil` for the one that
  /// the member has today.
  ///
  /// What the period comes to with this sale counts as if it had come in time. It can only raise: the
  /// decision was made on what was known, and a later decision stands.
  ///
  /// - Parameters:
  ///   - decisions: those on the member's level, oldest period first.
  ///   - current: the member's level of today.
  func level(
    after record: SaleRecord, decisions: [LevelEntry], current: String
  ) async throws -> String? {
    guard let decision = decisions.first(where: { $0.periodEnd >= record.date }),
      decision == decisions.last, let member = record.memberID,
      let advancement = program.advancement,
      let first = advancement.periodStart(on: decision.periodEnd), record.date >= first
    else { return nil }
    let last = decision.periodEnd
    let counted =
      switch advancement.counted {
      case .spentInPeriod:
        try await store.purchases(of: member, from: first, through: last)
          .reduce(record.lines.filter(\.isPurchase).reduce(Int64(0)) { $0 + $1.net.fen }) {
            $0 + $1.paid.fen
          }
      case .pointsInPeriod:
        try await store.read { tables in
          try tables.pointsEarned(by: member, from: first, through: last)
        } + record.pointsEarned
      case .pointsEverEarned: Int64(0)
      }
    let level = program.levelAfterPeriod(current: decision.before, counted: counted)
    return program.isHigher(level, than: current) ? level : nil
  }

  /// The level that a held sale brings whose period was decided while it waited to be paid: the decision did
  /// not know of it.
  func levelAfterWaiting(_ record: SaleRecord?) async throws -> String? {
    guard let record, record.state == .hold,
      record.effects.late?.decision == nil, let member = record.memberID,
      program.advancement?.periodStart(on: record.date) != nil
    else { return nil }
    let decisions = try await store.levelEntries(of: member)
    guard decisions.contains(where: { $0.periodEnd >= record.date }),
      let current = try await store.member(member)?.level
    else { return nil }
    return try await level(after: record, decisions: decisions, current: current)
  }
}
