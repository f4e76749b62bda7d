package import BusinessCalendar
package import Loyalty
package import MemberStore
import Wording

/// The month's pack of new registration forms, by birth month (rules A27, A28).
package struct FormReport: ReportRequest {
  let program: LoyaltyProgram
  let month: BusinessDate
  let date: BusinessDate

  /// - Parameter month: any day of the month of the pack.
  /// - Throws: ``PlainError`` `noActivityRules`.
  package init(program: LoyaltyProgram, month: BusinessDate, date: BusinessDate) throws {
    guard program.activity != nil else { throw ActivityWords.noRules(program) }
    self.program = program
    self.month = month
    self.date = date
  }

  package func report(_ tables: any StoreTransaction) throws -> Report {
    guard let pack = program.activity?.formPack else { throw ActivityWords.noRules(program) }
    let members = try tables.members()
    let byID = Dictionary(members.map { ($0.id, $0) }) { first, _ in first }
    let records = try tables.records(of: members, through: date, survey: nil)
    let chosen = MemberLists.formPack(
      records, year: month.year, month: month.month, packDay: pack.days
    ).compactMap { byID[$0.id] }
    let table = Table(
      columns: [.init("birthMonth", "生日月份", "生日月份", "Birth month")] + MemberRow.columns + [
        .init("birthday", "生日", "生日", "Birthday"), .init("joined", "领卡", "領卡", "Joined"),
        .init("registered", "登记", "登記", "Registered"),
      ],
      rows: zip(
        chosen,
        try MemberRow.cells(chosen, program, tables) { member, _ in
          [.init(member.birthday), .init(member.joined), .init(member.registered)]
        }
      ).map { member, cells in
        [member.birthday.map { .number(Int64($0.month)) } ?? .none] + cells
      })
    return Report(
      "forms", Sentence(zhHans: "登记表", zhHant: "登記表", en: "Registration forms"),
      ["month": month.monthText, "rule": pack.rule.description], table)
  }
}

extension BusinessDate {
  /// The month of the date, such as `2026-11`.
  package var monthText: String { String(description.prefix(7)) }
}
