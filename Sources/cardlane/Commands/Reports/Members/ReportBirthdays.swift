import ArgumentParser
import BusinessCalendar
import Loyalty
import MemberStore
import Wording

struct ReportBirthdays: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "birthdays",
    abstract: "Whose birthday greeting goes out today (rule A36: three days ahead).",
    discussion: """
      Lapsed members are left out: their data leave the store (A48). Who was born on 29 February has \
      their birthday as the program says.

      Example: cardlane report birthdays --store shop.db --program programs/chain-store.yaml \
      --date 2026-11-19
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "The program file.")
  var program: String
  @Option(help: "How many days ahead; as the program says, else 3, if left out.")
  var days: Int?
  @OptionGroup var day: DateOptions

  func validate() throws {
    if let days, !(0...366).contains(days) {
      throw ValidationError("--days takes 0 to 366, not \(days)")
    }
  }

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let date = day.businessDate
    let ahead = days ?? program.activity?.messagesAhead.days ?? 3
    try await report.write { tables in
      let day = date.adding(days: ahead)
      let members = try tables.members()
      let records = try members.map { try tables.record(of: $0, through: date, survey: nil) }
      let due = Set(
        MemberLists.birthdays(
          records, today: date, daysAhead: ahead,
          leapDay: program.birthday?.leapDay ?? .february28
        ).filter { !Self.isLapsed($0, on: date, program) }.map(\.id))
      let table = Table(
        columns: MemberRow.columns + [
          .init("birthday", "生日", "生日", "Birthday"), .init("on", "庆生日", "慶生日", "Celebrated"),
          .init("age", "年龄", "年齡", "Age"),
        ],
        rows: try members.filter { due.contains($0.id) }.map { member in
          try MemberRow.cells(member, tables) + [
            .init(member.birthday), .text(day.description),
            member.birthday.map { .number(Int64(day.year - $0.year)) } ?? .none,
          ]
        })
      return Report(
        "birthdays", Sentence(zhHans: "生日问候", zhHant: "生日問候", en: "Birthday greetings"),
        ["date": date.description, "birthday": day.description], table)
    }
  }

  private static func isLapsed(
    _ record: MemberRecord, on date: BusinessDate, _ program: LoyaltyProgram
  ) -> Bool {
    program.activity?.activity(
      purchases: record.purchases, joined: record.joined, today: date) == .lapsed
  }
}
