import ArgumentParser
import BusinessCalendar
import Loyalty
import MemberStore
import Wording

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
  var program: String
  @Option(help: "The month of the pack, such as 2026-11.", transform: MonthArgument.parse)
  var month: BusinessDate?
  @OptionGroup var day: DateOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    guard let pack = program.activity?.formPack else { throw ActivityWords.noRules(program) }
    let date = day.businessDate
    let month = month ?? date
    try await report.write { tables in
      let members = try tables.members()
      let byID = Dictionary(members.map { ($0.id, $0) }) { first, _ in first }
      let records = try members.map { try tables.record(of: $0, through: date, survey: nil) }
      let chosen = MemberLists.formPack(
        records, year: month.year, month: month.month, packDay: pack.days
      ).compactMap { byID[$0.id] }
      let table = Table(
        columns: [.init("birthMonth", "生日月份", "生日月份", "Birth month")] + MemberRow.columns + [
          .init("birthday", "生日", "生日", "Birthday"), .init("joined", "领卡", "領卡", "Joined"),
          .init("registered", "登记", "登記", "Registered"),
        ],
        rows: try chosen.map { member in
          try [member.birthday.map { .number(Int64($0.month)) } ?? .none]
            + MemberRow.cells(member, tables) + [
              .init(member.birthday), .init(member.joined), .init(member.registered),
            ]
        })
      return Report(
        "forms", Sentence(zhHans: "登记表", zhHant: "登記表", en: "Registration forms"),
        ["month": MonthArgument.text(month), "rule": pack.rule.description], table)
    }
  }
}
