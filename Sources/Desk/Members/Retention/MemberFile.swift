package import BusinessCalendar
import Lane
import Loyalty
package import MemberStore
import Receipts

/// Everything that a store keeps of one member.
package struct MemberFile: Sendable {
  package let date: BusinessDate
  package let holder: CardHolder
  package let points: [HistoryEntry]
  package let prepaid: [PrepaidMovement]
  package let fees: [FeeEntry]
  package let levels: [LevelEntry]
  package let purchases: [Purchase]
  package let redemptions: [RedemptionRecord]
  package let gifts: [GiftClaim]
  package let slips: [Slip]

  /// A sale and what came back.
  package struct Purchase: Sendable {
    package let sale: SaleRecord
    package let returns: [ReturnRecord]
  }

  /// A stored slip as text.
  package struct Slip: Sendable {
    package let number: String
    package let signature: String?
    package let text: String
  }

  init(_ member: Member, on date: BusinessDate, _ tables: any StoreTransaction) throws {
    self.date = date
    holder = try CardHolder(member, on: date, tables)
    let uses = try tables.uses(of: member.id)
    points = HistoryEntry.all(
      lots: try tables.lots(of: member.id, validOn: nil)
        .map { MemberLot($0, used: $0.used, of: member, on: date) }, uses: uses, through: date)
    prepaid = try tables.prepaidMovements(of: member.id)
    fees = try tables.feeEntries(of: member.id)
    levels = try tables.levelEntries(of: member.id)
    let sales = try tables.sales(of: member.id)
    let returns = try tables.goodsReturns(ofSales: sales.map(\.id))
    purchases = sales.map { Purchase(sale: $0, returns: returns[$0.id] ?? []) }
    redemptions = try tables.redemptions(of: member.id)
    gifts = try tables.giftClaims(of: member.id)
    let numbers =
      purchases.flatMap { [$0.sale.id] + $0.returns.map(\.id) } + redemptions.map(\.id)
    let receipts = try tables.receipts(numbers)
    slips = try numbers.compactMap { receipts[$0] }.map { stored in
      Slip(
        number: stored.number, signature: stored.signature,
        text: PlainText.render(Layout(try StoredSlip(stored).receipt)))
    }
  }
}
