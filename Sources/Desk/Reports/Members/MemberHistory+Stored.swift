import BusinessCalendar
import Loyalty
import MemberStore

extension MemberHistory {
  /// Every member with what they bought up to a date, less what came back, by member id.
  static func all(
    through date: BusinessDate, _ tables: any StoreTransaction
  ) throws -> [(member: Member, history: MemberHistory)] {
    var purchases: [String: [PurchaseRecord]] = [:]
    let returns = Dictionary(
      grouping: try tables.goodsReturns(from: .earliest, through: date), by: \.saleID)
    for sale in try tables.sales(from: .earliest, through: date) where sale.state == .committed {
      guard let member = sale.memberID else { continue }
      let returned = sale.returned(in: returns[sale.id] ?? [])
      if let purchase = PurchaseRecord(
        sale.goods, lines: sale.lines.map(QuoteLine.init(frozen:)), returned: returned)
      {
        purchases[member, default: []].append(purchase)
      }
    }
    let members = try tables.members()
    // Who brought somebody who then bought has a referral to their credit (rule C8).
    var referrals: [String: Int] = [:]
    for member in members where member.referralSale != nil {
      if let referrer = member.referredBy { referrals[referrer, default: 0] += 1 }
    }
    return members.map { member in
      (
        member,
        MemberHistory(
          id: member.id, level: member.level, purchases: purchases[member.id] ?? [],
          referrals: referrals[member.id] ?? 0)
      )
    }
  }
}

extension SaleRecord {
  /// The sale's goods as they were frozen; what they cost is known from the sale as it was priced (rule C4),
  /// as long as that is kept.
  fileprivate var goods: Sale {
    let costs = (try? Sale.read(json: priced))?.lines.map(\.unitCost) ?? []
    return Sale(
      id: id, store: store, lane: lane, date: date,
      lines: lines.enumerated().map { index, line in
        SaleLine(
          id: line.id, name: line.name, quantity: line.quantity, unitPrice: line.unitPrice,
          kind: line.kind, category: line.category, brand: line.brand,
          unitCost: costs.indices.contains(index) ? costs[index] : nil)
      })
  }
}

extension QuoteLine {
  fileprivate init(frozen line: FrozenLine) {
    self.init(id: line.id, gross: line.gross, net: line.net)
  }
}
