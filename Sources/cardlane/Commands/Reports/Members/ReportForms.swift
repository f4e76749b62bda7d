import ArgumentParser
import BusinessCalendar
import Desk

struct ReportForms: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forms",
    abstract: "The month's pack of new registration forms, by birth month (rules A27, A28).",
    discussion: """
      The pack holds what came in after the pack day of the month before and up to this month's.

      Example: cardlane report forms --store shop.db --program programs/chain-store.yaml --month 2026-11
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "The program file.")
  var program: String?
  @Option(help: "The month of the pack, such as 2026-11.", transform: MonthArgument.parse)
  var month: BusinessDate?
  @OptionGroup var day: DateOptions

  func run() async throws {
    let date = day.businessDate
    try await report.write(
      FormReport(program: ProgramFile.load(program), month: month ?? date, date: date))
  }
}
