import ArgumentParser
import BusinessCalendar
import Desk

struct ReportRefusals: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refusals",
    abstract: "Cards that a shop refused on a day; never bank cards.",
    discussion: """
      Example: cardlane report refusals --store shop.db --shop S01 --date 2026-11-22
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "The shop's id, such as S01.")
  var shop: String?
  @OptionGroup var day: DateOptions

  func run() async throws {
    try await report.write(RefusalReport(shop: TillInForce.shop(shop), date: day.businessDate))
  }
}
