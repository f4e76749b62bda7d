package import BusinessCalendar
package import MemberStore
import Wording

/// Cards that a shop refused on a day; never bank cards.
package struct RefusalReport: ReportRequest {
  let shop: String
  let date: BusinessDate

  package init(shop: String, date: BusinessDate) {
    self.shop = shop
    self.date = date
  }

  package func report(_ tables: any StoreTransaction) throws -> Report {
    let table = Table(
      columns: [
        .init("time", "时间", "時間", "Time"), .init("lane", "款台", "款台", "Lane"),
        .init("card", "卡号", "卡號", "Card"), .init("reason", "原因", "原因", "Reason"),
        .init("detail", "依据", "依據", "Given away by"),
      ],
      rows: try tables.refusals(store: shop, date: date).map { refusal in
        [
          .text(refusal.time), .text(refusal.lane), .init(refusal.maskedNumber),
          refusal.reasonCell, refusal.detailCell,
        ]
      })
    return Report(
      "refusals", Sentence(zhHans: "拒绝的卡", zhHant: "拒絕的卡", en: "Refused cards"),
      ["shop": shop, "date": date.description], table)
  }
}
