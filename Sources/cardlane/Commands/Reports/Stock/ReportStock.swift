import ArgumentParser
import BusinessCalendar
import Desk

struct ReportStock: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stock",
    abstract: "Blank cards by shop and year: received, issued, spoiled, missing, left (A26, A31).",
    discussion: """
      Movements are booked with `stock`.

      Example: cardlane report stock --store shop.db --date 2026-12-31
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "Only this shop.")
  var shop: String?
  @OptionGroup var day: DateOptions

  func run() async throws {
    try await report.write(StockReport(shop: shop, date: day.businessDate))
  }
}
