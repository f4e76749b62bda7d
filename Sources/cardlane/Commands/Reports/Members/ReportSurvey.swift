import ArgumentParser
import BusinessCalendar
import Loyalty
import MemberStore
import Wording

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
  var program: String
  @OptionGroup var day: DateOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    guard let rules = program.activity, let survey = rules.survey else {
      throw ActivityWords.noRules(program)
    }
    let date = day.businessDate
    try await report.write { tables in
      let members = try tables.members()
      let byID = Dictionary(members.map { ($0.id, $0) }) { first, _ in first }
      let records = try members.map { try tables.record(of: $0, through: date, survey: survey) }
      let rows = try MemberLists.survey(records, today: date, rules: rules).map { entry in
        try (byID[entry.member.id].map { try MemberRow.cells($0, tables) } ?? []) + [
          .word(entry.activity.rawValue, ActivityWords.name(entry.activity)),
          .init(entry.member.lastSurvey),
        ]
      }
      let table = Table(
        columns: MemberRow.columns + [
          .init("activity", "活动量", "活動量", "Activity"),
          .init("lastSurvey", "上次调查", "上次調查", "Last asked"),
        ], rows: rows)
      return Report(
        "survey", Sentence(zhHans: "满意度调查", zhHant: "滿意度調查", en: "Satisfaction survey"),
        ["date": date.description, "rule": survey.description], table)
    }
  }
}
