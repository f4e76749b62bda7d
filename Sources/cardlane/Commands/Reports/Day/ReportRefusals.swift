import ArgumentParser
import BusinessCalendar
import MemberStore
import Wording

struct ReportRefusals: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refusals",
    abstract: "Cards that a shop refused on a day; never bank cards.",
    discussion: """
      Example: cardlane report refusals --store shop.db --shop S01 --date 2026-11-22
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "The shop's id, such as S01.")
  var shop: String
  @OptionGroup var day: DateOptions

  func run() async throws {
    let (shop, date) = (shop, day.businessDate)
    try await report.write { tables in
      let table = Table(
        columns: [
          .init("time", "时间", "時間", "Time"), .init("lane", "通道", "通道", "Lane"),
          .init("card", "卡号", "卡號", "Card"), .init("reason", "原因", "原因", "Reason"),
          .init("detail", "依据", "依據", "Given away by"),
        ],
        rows: try tables.refusals(store: shop, date: date).map { refusal in
          [
            .text(refusal.time), .text(refusal.lane), .init(refusal.maskedNumber),
            .text(refusal.reason), .init(refusal.detail),
          ]
        })
      return Report(
        "refusals", Sentence(zhHans: "拒绝的卡", zhHant: "拒絕的卡", en: "Refused cards"),
        ["shop": shop, "date": date.description], table)
    }
  }
}
