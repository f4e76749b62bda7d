import Loyalty
import MemberStore

/// Points that were earned in one shop and spent in another.
///
/// What points are worth is what they took off, frozen with the sale: so each sale is valued by the program,
/// and the version of it, of the merchant that sold (rule C7), whatever the files say by now.
struct PointTransfers {
  private let sales: [SaleRecord]
  private let returns: [ReturnRecord]
  private let redemptions: [RedemptionRecord]
  /// The sales whose goods came back, and all returns of them.
  private let returned: [String: SaleRecord]
  private let history: [String: [ReturnRecord]]
  private let uses: [String: [LedgerUse]]
  /// The shop in which a lot was earned; none for points that were brought along.
  private let origins: [String: String]

  /// Gathers a month, in a number of look-ups that does not grow with it.
  init(in month: Month, _ tables: any StoreTransaction) throws {
    sales = try tables.sales(from: month.first, through: month.last)
      .filter { $0.state == .committed && $0.pointsSpent > 0 }
    returns = try tables.goodsReturns(from: month.first, through: month.last)
      .filter { $0.pointsRestored > 0 }
    redemptions = try tables.redemptions(from: month.first, through: month.last)
    returned = try tables.sales(returns.map(\.saleID))
    history = try tables.goodsReturns(ofSales: returns.map(\.saleID))
    uses = try tables.uses(
      references: sales.map(\.id) + returned.keys + history.values.joined().map(\.id)
        + redemptions.map(\.id))
    let lots = try tables.lots(Array(Set(uses.values.joined().map(\.lotID))))
    let earned = try tables.sales(Array(Set(lots.values.map(\.reference))))
    origins = lots.compactMapValues { earned[$0.reference]?.store }
  }

  /// What the shops owe each other for points that took money off, and the other way for those that returns
  /// gave back.
  var moneyOff: [Transfer] {
    sales.flatMap { sale in
      shares(of: sale).filter { $0.merchant != sale.store }.map { share in
        Transfer(
          from: share.merchant, to: sale.store, amount: Money(fen: share.fen), date: sale.date)
      }
    }
      + returns.flatMap { entry in
        returned[entry.saleID].map { backwards(entry, of: $0) } ?? []
      }
  }

  /// What the shops owe each other for gifts that points bought: at the value that was frozen with the
  /// redemption. A redemption is final, so nothing turns round.
  ///
  /// - Parameter program: values those that a version booked which froze nothing.
  func gifts(_ program: LoyaltyProgram) -> [Transfer] {
    redemptions.flatMap { entry -> [Transfer] in
      guard let value = entry.value ?? program.redemption.settlementValue?.worth(of: entry.points)
      else { return [] }
      let spent = points(.redeemed, by: entry.id, at: entry.store)
      return zip(spent, Clearing.shares(of: value, for: spent.map(\.points)))
        .filter { $0.merchant != entry.store && $1 > .zero }
        .map { Transfer(from: $0.merchant, to: entry.store, amount: $1, date: entry.date) }
    }
  }

  /// What a return turns round: each merchant's share in proportion to its points that came back so far, so
  /// that whatever comes back in parts ends even.
  private func backwards(_ entry: ReturnRecord, of sale: SaleRecord) -> [Transfer] {
    var before: [String: Int64] = [:]
    for earlier in (history[sale.id] ?? []).prefix(while: { $0.id != entry.id }) {
      for (merchant, points) in points(.restored, by: earlier.id, at: sale.store) {
        before[merchant, default: 0] += points
      }
    }
    let now = points(.restored, by: entry.id, at: sale.store)
    return shares(of: sale).compactMap { share in
      let earlier = before[share.merchant] ?? 0
      let fen =
        share.part(earlier + (now.first { $0.merchant == share.merchant }?.points ?? 0))
        - share.part(earlier)
      guard share.merchant != sale.store, fen > 0 else { return nil }
      return Transfer(
        from: sale.store, to: share.merchant, amount: Money(fen: fen), date: entry.date)
    }
  }

  /// What each merchant's points took off a sale.
  private func shares(of sale: SaleRecord) -> [Share] {
    let spent = points(.redeemed, by: sale.id, at: sale.store)
    let moneyOff = sale.lines.reduce(Money.zero) { $0 + $1.moneyOff }
    return zip(spent, Clearing.shares(of: moneyOff, for: spent.map(\.points)))
      .map { Share(merchant: $0.merchant, points: $0.points, fen: $1.fen) }
  }

  private struct Share {
    let merchant: String
    let points: Int64
    let fen: Int64

    /// The money for a part of the points, rounded half-up.
    func part(_ part: Int64) -> Int64 {
      guard points > 0 else { return 0 }
      let whole = Int128(points)
      return Int64((Int128(fen) * Int128(min(part, points)) * 2 + whole) / (whole * 2))
    }
  }

  /// How many points an entry took, or gave back, by the shop in which they were earned; points that
  /// were brought along count as those of the shop that took them.
  private func points(
    _ reason: LedgerUse.Reason, by reference: String, at store: String
  ) -> [(merchant: String, points: Int64)] {
    var points: [String: Int64] = [:]
    for use in uses[reference] ?? [] where use.reason == reason {
      points[origins[use.lotID] ?? store, default: 0] += abs(use.points)
    }
    return points.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
