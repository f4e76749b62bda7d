import ArgumentParser

/// `cardlane report …`: what the shop and operations go through at the end of a day, a month, a quarter.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The day's close, member lists, card stock and settlements, as table, CSV or JSON.",
    discussion: """
      CSV is safe to open in a spreadsheet: text that would be taken for a formula gets an apostrophe in \
      front. Card numbers are masked (rule A29).
      """,
    subcommands: [
      ReportDay.self, ReportRefusals.self, ReportBirthdays.self, ReportActivity.self,
      ReportExpiry.self, ReportForms.self, ReportSurvey.self, ReportSegments.self,
      ReportStock.self,
      ReportSettlement.self,
    ])
}
