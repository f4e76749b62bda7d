import ArgumentParser
import BusinessCalendar
import Desk

struct ReportExpiry: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expiry",
    abstract: "Members' points by the last day on which they can be spent (rule A18).",
    discussion: """
      Points that wait for a registration form are counted apart. --until leaves out what expires later, and \
      what never does.

      Example: cardlane report expiry --store shop.db --date 2026-11-22 --until 2026-12-31
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "Only what expires up to this day.", transform: DateOptions.parse)
  var until: BusinessDate?
  @OptionGroup var day: DateOptions

  func run() async throws {
    try await report.write(ExpiryReport(date: day.businessDate, until: until))
  }
}
