public import ArgumentParser
import BusinessCalendar
public import Loyalty
import MemberStore
import Wording

extension ActivityClass: ExpressibleByArgument {}

struct ReportActivity: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "activity",
    abstract: "Every member's activity class and what it calls for (rules A41 to A48).",
    discussion: """
      Active members come first (A45). The last columns say who keeps a lapsed member's data, and until \
      when (A48).

      Example: cardlane report activity --store shop.db --program programs/chain-store.yaml \
      --date 2026-11-22 --class dormant --format csv
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "The program file.")
  var program: String
  @Option(
    name: .customLong("class"),
    help: "Only this class: active, regular, low, dormant or lapsed; repeat for more.")
  var classes: [ActivityClass] = []
  @OptionGroup var day: DateOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    guard let rules = program.activity else { throw ActivityWords.noRules(program) }
    let date = day.businessDate
    let wanted = Set(classes.isEmpty ? ActivityClass.allCases : classes)
    try await report.write { tables in
      let views = try tables.members().map { member in
        let record = try tables.record(of: member, through: date, survey: nil)
        return (member: member, view: MemberActivityView(record, on: date, rules: rules))
      }
      let chosen = views.filter { wanted.contains($0.view.activity) }.sorted { left, right in
        (ActivityRules.contactOrder(left.view.activity), left.member.id)
          < (ActivityRules.contactOrder(right.view.activity), right.member.id)
      }
      let table = Table(
        columns: MemberRow.columns + Self.columns,
        rows: try chosen.map { try MemberRow.cells($0.member, tables) + Self.cells($0.view) })
      return Report(
        "activity", Sentence(zhHans: "会员活动量", zhHant: "會員活動量", en: "Activity of members"),
        ["date": date.description], table)
    }
  }

  private static let columns: [Table.Column] = [
    .init("activity", "活动量", "活動量", "Activity"), .init("rule", "规则", "規則", "Rule"),
    .init("since", "最近购买", "最近購買", "Last purchase"),
    .init("contacts", "联系方式", "聯繫方式", "Contact by"),
    .init("contactRule", "依据", "依據", "After"), .init("data", "资料", "資料", "Data"),
    .init("keptUntil", "保存至", "保存至", "Kept until"),
  ]

  private static func cells(_ view: MemberActivityView) -> [Table.Cell] {
    [
      .word(view.activity.rawValue, ActivityWords.name(view.activity)), .init(view.rule),
      .text(view.since.description),
      .text(view.contacts.joined(separator: " ")), .init(view.contactRule),
      .text(view.dataKeeping), .init(view.keptUntil),
    ]
  }
}
