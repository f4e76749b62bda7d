package import BusinessCalendar
package import MemberStore
import Wording

/// The day's close: totals, slips without a signature, sales left open, refusals (rule A39).
package struct DayReport: ReportRequest {
  let shop: String
  let date: BusinessDate

  package init(shop: String, date: BusinessDate) {
    self.shop = shop
    self.date = date
  }

  package func report(_ tables: any StoreTransaction) throws -> Report {
    Report(
      "day", Sentence(zhHans: "日结", zhHant: "日結", en: "Day close"),
      ["shop": shop, "date": date.description],
      try DayClose(shop: shop, date: date, tables).table())
  }
}
