import Loyalty
import MemberStore

/// Points that were earned in one shop and spent in another.
///
/// What points are worth is what they took off, frozen with the sale: so each sale is valued by the program,
/// and the version of it, of the merchant that sold (rule C7), whatever the files say by now.
enum PointTransfers {
  /// What the shops owe each other for a month: for points that took money off, and the other way for
  /// those that returns gave back.
  static func all(in month: Month, _ tables: any StoreTransaction) throws -> [Transfer] {
    var transfers: [Transfer] = []
    for sale in try tables.sales(from: month.first, through: month.last)
    where sale.state == .committed && sale.pointsSpent > 0 {
      for share in try shares(of: sale, tables) where share.merchant != sale.store {
        transfers.append(
          Transfer(
            from: share.merchant, to: sale.store, amount: Money(fen: share.fen), date: sale.date))
      }
    }
    for entry in try tables.goodsReturns(from: month.first, through: month.last)
    where entry.pointsRestored > 0 {
      guard let sale = try tables.sale(entry.saleID) else { continue }
      transfers += try backwards(entry, of: sale, tables)
    }
    return transfers
  }

  /// What the shops owe each other for gifts that points bought in a month: at the value that was frozen with
  /// the redemption. A redemption is final, so nothing turns round.
  ///
  /// - Parameter program: values those that a version booked which froze nothing.
  static func gifts(
    in month: Month, _ tables: any StoreTransaction, program: LoyaltyProgram
  ) throws -> [Transfer] {
    return try tables.redemptions(from: month.first, through: month.last).flatMap {
      entry -> [Transfer] in
      guard let value = entry.value ?? program.redemption.settlementValue?.worth(of: entry.points)
      else { return [] }
      let spent = try points(.redeemed, by: entry.id, at: entry.store, tables)
      return zip(spent, Clearing.shares(of: value, for: spent.map(\.points)))
        .filter { $0.merchant != entry.store && $1 > .zero }
        .map { Transfer(from: $0.merchant, to: entry.store, amount: $1, date: entry.date) }
    }
  }

  /// What a return turns round: each merchant's share in proportion to its points that came back so far, so
  /// that whatever comes back in parts ends even.
  private static func backwards(
    _ entry: ReturnRecord, of sale: SaleRecord, _ tables: any StoreTransaction
  ) throws -> [Transfer] {
    var before: [String: Int64] = [:]
    for earlier in try tables.goodsReturns(ofSale: sale.id) {
      if earlier.id == entry.id { break }
      for (merchant, points) in try points(.restored, by: earlier.id, at: sale.store, tables) {
        before[merchant, default: 0] += points
      }
    }
    let now = try points(.restored, by: entry.id, at: sale.store, tables)
    return try shares(of: sale, tables).compactMap { share in
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
  private static func shares(
    of sale: SaleRecord, _ tables: any StoreTransaction
  ) throws -> [Share] {
    let spent = try points(.redeemed, by: sale.id, at: sale.store, tables)
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
  private static func points(
    _ reason: LedgerUse.Reason, by reference: String, at store: String,
    _ tables: any StoreTransaction
  ) throws -> [(merchant: String, points: Int64)] {
    var points: [String: Int64] = [:]
    for use in try tables.uses(reference: reference) where use.reason == reason {
      let origin = try tables.lot(use.lotID).flatMap { try tables.sale($0.reference)?.store }
      points[origin ?? store, default: 0] += abs(use.points)
    }
    return points.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
