package import BusinessCalendar
package import Loyalty
package import MemberStore
import Wording

/// Who is still to be asked in this quarter's survey (rule A38), active members first.
package struct SurveyReport: ReportRequest {
  let program: LoyaltyProgram
  let rules: ActivityRules
  let survey: RuleID
  let date: BusinessDate

  /// - Throws: ``PlainError`` `noActivityRules`.
  package init(program: LoyaltyProgram, date: BusinessDate) throws {
    guard let rules = program.activity, let survey = rules.survey else {
      throw ActivityWords.noRules(program)
    }
    self.program = program
    self.rules = rules
    self.survey = survey
    self.date = date
  }

  package func report(_ tables: any StoreTransaction) throws -> Report {
    let members = try tables.members()
    let byID = Dictionary(members.map { ($0.id, $0) }) { first, _ in first }
    let records = try members.map { try tables.record(of: $0, through: date, survey: survey) }
    let rows = try MemberLists.survey(records, today: date, rules: rules).map { entry in
      try (byID[entry.member.id].map { try MemberRow.cells($0, program, tables) } ?? []) + [
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
