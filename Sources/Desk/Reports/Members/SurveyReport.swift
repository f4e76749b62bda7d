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
    let records = try tables.records(of: members, through: date, survey: survey)
    let entries = MemberLists.survey(records, today: date, rules: rules)
    let rows = try MemberRow.cells(
      entries.compactMap { byID[$0.member.id] }, program, tables
    ) { _, index in
      [
        .word(entries[index].activity.rawValue, ActivityWords.name(entries[index].activity)),
        .init(entries[index].member.lastSurvey),
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
