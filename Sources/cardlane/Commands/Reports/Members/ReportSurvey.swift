import ArgumentParser
import BusinessCalendar
import Desk

struct ReportSurvey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survey",
    abstract: "Who is still to be asked in this quarter's survey (rule A38), active members first.",
    discussion: """
      `member surveyed` takes a member off the list until the next quarter.

      Example: cardlane report survey --store shop.db --program programs/chain-store.yaml
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "The program file.")
  var program: String?
  @OptionGroup var day: DateOptions

  func run() async throws {
    try await report.write(
      SurveyReport(program: ProgramFile.load(program), date: day.businessDate))
  }
}
