package import BusinessCalendar
package import MemberStore
import Wording

/// Blank cards by shop and year: received, issued, spoiled, missing, left (rules A26, A31).
package struct StockReport: ReportRequest {
  let shop: String?
  let date: BusinessDate

  /// - Parameter shop: only this one; every shop if `nil`.
  package init(shop: String?, date: BusinessDate) {
    self.shop = shop
    self.date = date
  }

  package func report(_ tables: any StoreTransaction) throws -> Report {
    let groups = Dictionary(grouping: try tables.stock(store: shop, through: date)) {
      ShopYear(shop: $0.store, year: $0.year)
    }
    let columns: [Table.Column] = [
      .init("shop", "门店", "門店", "Shop"), .init("year", "年份", "年份", "Year"),
      .init("received", "收到", "收到", "Received"), .init("issued", "发出", "發出", "Issued"),
      .init("spoiled", "损坏", "損壞", "Spoiled"), .init("missing", "遗失", "遺失", "Missing"),
      .init("returned", "退回", "退回", "Sent back"), .init("left", "库存", "庫存", "Left"),
    ]
    let rows = groups.sorted { $0.key < $1.key }.map { key, entries in
      let sums = StockMovement.all.map { movement in
        Table.Cell.number(
          entries.filter { $0.movement == movement }.reduce(0) { $0 + $1.count })
      }
      return [.text(key.shop), .number(Int64(key.year))] + sums + [
        .number(entries.reduce(0) { $0 + $1.change })
      ]
    }
    return Report(
      "stock", Sentence(zhHans: "空白卡库存", zhHant: "空白卡庫存", en: "Stock of blank cards"),
      ["date": date.description], Table(columns: columns, rows: rows))
  }
}

/// The cards of one year in one shop.
private struct ShopYear: Hashable, Comparable {
  let shop: String
  let year: Int

  static func < (left: Self, right: Self) -> Bool {
    (left.shop, left.year) < (right.shop, right.year)
  }
}
