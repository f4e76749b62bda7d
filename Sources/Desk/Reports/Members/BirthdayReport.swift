package import BusinessCalendar
package import Loyalty
package import MemberStore
import Wording

/// Whose birthday greeting goes out today (rule A36).
package struct BirthdayReport: ReportRequest {
  let program: LoyaltyProgram
  let date: BusinessDate
  let ahead: Int

  /// - Parameter days: how many days ahead; as the program says, else 3, if `nil`.
  package init(program: LoyaltyProgram, date: BusinessDate, days: Int? = nil) {
    self.program = program
    self.date = date
    ahead = days ?? program.activity?.messagesAhead.days ?? 3
  }

  package func report(_ tables: any StoreTransaction) throws -> Report {
    let day = date.adding(days: ahead)
    let members = try tables.members()
    let records = try tables.records(of: members, through: date, survey: nil)
    let due = Set(
      MemberLists.birthdays(
        records, today: date, daysAhead: ahead,
        leapDay: program.birthday?.leapDay ?? .february28
      ).filter { !isLapsed($0) }.map(\.id))
    let table = Table(
      columns: MemberRow.columns + [
        .init("birthday", "生日", "生日", "Birthday"), .init("on", "庆生日", "慶生日", "Celebrated"),
        .init("age", "年龄", "年齡", "Age"),
      ],
      rows: try MemberRow.cells(
        members.filter { due.contains($0.id) }, program, tables
      ) { member, _ in
        [
          .init(member.birthday), .text(day.description),
          member.birthday.map { .number(Int64(day.year - $0.year)) } ?? .none,
        ]
      })
    return Report(
      "birthdays", Sentence(zhHans: "生日问候", zhHant: "生日問候", en: "Birthday greetings"),
      ["date": date.description, "birthday": day.description], table)
  }

  private func isLapsed(_ record: MemberRecord) -> Bool {
    program.activity?.activity(
      purchases: record.purchases, joined: record.joined, today: date) == .lapsed
  }
}
