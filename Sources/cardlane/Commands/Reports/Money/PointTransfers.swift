import BusinessCalendar
import Loyalty
import MemberStore

/// Points that were earned in one shop and spent in another.
enum PointTransfers {
  /// What the shops owe each other for a month: for points that took money off, and the other way for
  /// those that returns gave back.
  static func all(
    in month: BusinessDate, program: LoyaltyProgram, _ tables: any StoreTransaction
  ) throws -> [Transfer] {
    guard let rule = program.redemption.moneyOff else { return [] }
    let first = month.adding(days: 1 - month.day)
    let last = first.adding(months: 1).adding(days: -1)
    var transfers: [Transfer] = []
    for sale in try tables.sales(from: first, through: last)
    where sale.state == .committed && sale.pointsSpent > 0 {
      let sources = try points(.redeemed, by: sale.id, in: sale, tables)
      transfers += Clearing.transfers(
        for: sources, spentAt: sale.store, rule: rule, on: sale.date)
    }
    for entry in try tables.goodsReturns(from: first, through: last)
    where entry.pointsRestored > 0 {
      guard let sale = try tables.sale(entry.saleID) else { continue }
      let sources = try points(.restored, by: entry.id, in: sale, tables)
      transfers += Clearing.transfers(
        for: sources, spentAt: sale.store, rule: rule, on: entry.date
      ).map { Transfer(from: $0.to, to: $0.from, amount: $0.amount, date: $0.date) }
    }
    return transfers
  }

  /// How many points an entry took, or gave back, by the shop in which they were earned; points that
  /// were brought along count as the sale's own.
  private static func points(
    _ reason: LedgerUse.Reason, by reference: String, in sale: SaleRecord,
    _ tables: any StoreTransaction
  ) throws -> [(merchant: String, points: Int64)] {
    var points: [String: Int64] = [:]
    for use in try tables.uses(reference: reference) where use.reason == reason {
      let origin = try tables.lot(use.lotID).flatMap { try tables.sale($0.reference)?.store }
      points[origin ?? sale.store, default: 0] += abs(use.points)
    }
    return points.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
