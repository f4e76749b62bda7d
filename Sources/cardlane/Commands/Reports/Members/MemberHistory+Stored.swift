import BusinessCalendar
import Loyalty
import MemberStore

extension MemberHistory {
  /// Every member with what they bought up to a date, less what came back, by member id.
  static func all(
    through date: BusinessDate, _ tables: any StoreTransaction
  ) throws -> [(member: Member, history: MemberHistory)] {
    var purchases: [String: [PurchaseRecord]] = [:]
    for sale in try tables.sales(from: .earliest, through: date) where sale.state == .committed {
      guard let member = sale.memberID else { continue }
      let returned = sale.returned(
        in: try tables.goodsReturns(ofSale: sale.id).filter { $0.date <= date })
      if let purchase = PurchaseRecord(sale, refunds: returned.mapValues(\.refund)) {
        purchases[member, default: []].append(purchase)
      }
    }
    return try tables.members().map { member in
      let bought = purchases[member.id] ?? []
      return (member, MemberHistory(id: member.id, level: member.level, purchases: bought))
    }
  }
}

extension PurchaseRecord {
  /// A sale's goods with what was paid for them; `nil` when nothing is left of it.
  init?(_ sale: SaleRecord, refunds: [String: Money]) {
    var paid = Money.zero
    var categories: [String: Money] = [:]
    var brands: [String: Money] = [:]
    for line in sale.lines where line.isPurchase {
      let kept = line.net - (refunds[line.id] ?? .zero)
      paid += kept
      if let category = line.category { categories[category, default: .zero] += kept }
      if let brand = line.brand { brands[brand, default: .zero] += kept }
    }
    guard paid > .zero else { return nil }
    self.init(date: sale.date, paid: paid, categories: categories, brands: brands)
  }
}
