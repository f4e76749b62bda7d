package import BusinessCalendar
package import MemberStore
import Wording

/// The day's close: totals, also by tender, cashier and lane; the drawer; slips without a signature, sales left
/// open, refusals (rule A39).
package struct DayReport: ReportRequest {
  let shop: String
  let date: BusinessDate
  let drawer: Drawer?

  /// - Parameter drawer: the drawer as it was counted; it is set against what should be in it.
  package init(shop: String, date: BusinessDate, drawer: Drawer? = nil) {
    self.shop = shop
    self.date = date
    self.drawer = drawer
  }

  package func report(_ tables: any StoreTransaction) throws -> Report {
    Report(
      "day", Sentence(zhHans: "日结", zhHant: "日結", en: "Day close"),
      ["shop": shop, "date": date.description],
      try DayClose(shop: shop, date: date, drawer: drawer, tables).table())
  }
}
