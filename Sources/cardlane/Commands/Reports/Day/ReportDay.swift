import ArgumentParser
import BusinessCalendar
import Desk

struct ReportDay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "day",
    abstract: "The day's close: totals, slips without a signature, sales left open, refusals.",
    discussion: """
      Every slip of a VIP purchase is signed by the member (rule A39); those that are not are listed, \
      refused signatures too. Sales that were held and neither committed nor voided, and slips that are \
      not known to be on paper, are listed as well.

      Example: cardlane report day --store shop.db --shop S01 --date 2026-11-22 --format csv
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "The shop's id, such as S01.")
  var shop: String
  @OptionGroup var day: DateOptions

  func run() async throws {
    try await report.write(DayReport(shop: shop, date: day.businessDate))
  }
}
