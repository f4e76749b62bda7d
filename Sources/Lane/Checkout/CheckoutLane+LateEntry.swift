import Loyalty
import MemberStore

extension CheckoutLane {
  /// The level that a sale brings which was entered after its period was decided (rule C1); `nil` for the
  /// one that the member has today.
  ///
  /// What the period comes to with this sale counts as if it had been entered in time. It can only raise:
  /// the decision was made on what was known, and a later decision stands.
  func level(after record: SaleRecord, late: PricedSale.Late) async throws -> String? {
    guard late.isLatest, let member = record.memberID, let advancement = program.advancement,
      let first = advancement.periodStart(on: late.decision.periodEnd), record.date >= first
    else { return nil }
    let last = late.decision.periodEnd
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
    let level = program.levelAfterPeriod(current: late.decision.before, counted: counted)
    return program.isHigher(level, than: late.current) ? level : nil
  }
}
