package import BusinessCalendar
package import Loyalty
package import MemberStore
import Wording

/// Every member's activity class and what it calls for (rules A41 to A48); active members first (A45).
package struct ActivityReport: ReportRequest {
  let program: LoyaltyProgram
  let rules: ActivityRules
  let date: BusinessDate
  let classes: Set<ActivityClass>

  /// - Parameter classes: only these; all of them if empty.
  /// - Throws: ``PlainError`` `noActivityRules`.
  package init(program: LoyaltyProgram, date: BusinessDate, classes: [ActivityClass] = []) throws {
    guard let rules = program.activity else { throw ActivityWords.noRules(program) }
    self.program = program
    self.rules = rules
    self.date = date
    self.classes = Set(classes.isEmpty ? ActivityClass.allCases : classes)
  }

  package func report(_ tables: any StoreTransaction) throws -> Report {
    let members = try tables.members()
    let records = try tables.records(of: members, through: date, survey: nil)
    let all = zip(members, records).map { member, record in
      (member: member, activity: MemberActivity(record, on: date, rules: rules))
    }
    let chosen = all.filter { classes.contains($0.activity.activity) }.sorted { left, right in
      (ActivityRules.contactOrder(left.activity.activity), left.member.id)
        < (ActivityRules.contactOrder(right.activity.activity), right.member.id)
    }
    return Report(
      "activity", Sentence(zhHans: "会员活动量", zhHant: "會員活動量", en: "Activity of members"),
      ["date": date.description],
      Table(
        columns: MemberRow.columns + Self.columns,
        rows: try MemberRow.cells(chosen.map(\.member), program, tables) { _, index in
          Self.cells(chosen[index].activity)
        }))
  }

  private static let columns: [Table.Column] = [
    .init("activity", "活动量", "活動量", "Activity"), .init("rule", "规则", "規則", "Rule"),
    .init("since", "最近购买", "最近購買", "Last purchase"),
    .init("contacts", "联系方式", "聯繫方式", "Contact by"),
    .init("contactRule", "依据", "依據", "After"), .init("data", "资料", "資料", "Data"),
    .init("keptUntil", "保存至", "保存至", "Kept until"),
  ]

  private static func cells(_ entry: MemberActivity) -> [Table.Cell] {
    [
      .word(entry.activity.rawValue, ActivityWords.name(entry.activity)), .init(entry.rule),
      .text(entry.since.description),
      .words(entry.contacts.map { ($0.rawValue, ActivityWords.name($0)) }),
      .init(entry.contactRule), .word(entry.keeping.rawValue, entry.keeping.name),
      .init(entry.keptUntil),
    ]
  }
}
