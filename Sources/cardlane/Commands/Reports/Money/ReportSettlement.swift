import ArgumentParser
import BusinessCalendar
import Loyalty
import MemberStore
import Wording

struct ReportSettlement: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settlement",
    abstract: "What shops owe each other for a month: points and prepaid money (rules C5, C7).",
    discussion: """
      Points that were earned in one shop and took money off in another are owed by the first; so is \
      money that was loaded onto a card in one shop and spent in another. Each pair is set off against \
      each other. Prepaid spending beyond what was loaded is listed as overdrawn.

      Example: cardlane report settlement --store shop.db --program programs/retail-loyalty.yaml \
      --month 2026-11
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "The program file.")
  var program: String
  @Option(help: "The month, such as 2026-11.", transform: MonthArgument.parse)
  var month: BusinessDate?
  @OptionGroup var day: DateOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let month = month ?? day.businessDate
    try await report.write { tables in
      let points = try PointTransfers.all(in: month, program: program, tables)
      let prepaid = try PrepaidTransfers.all(in: month, tables)
      func rows(_ subject: String, _ transfers: [Transfer], _ rule: RuleID?) -> [[Table.Cell]] {
        Clearing.settle(transfers, year: month.year, month: month.month).map { entry in
          [
            .text(subject), .text(entry.from), .text(entry.to), .money(entry.amount),
            .init(rule),
          ]
        }
      }
      let overdrawn: [[Table.Cell]] = prepaid.overdrawn.map { entry in
        [
          .text("overdrawn"), .text(entry.reference), .text(entry.store), .money(-entry.amount),
          .init(program.prepaid?.rule),
        ]
      }
      return Report(
        "settlement", Sentence(zhHans: "门店间结算", zhHant: "門店間結算", en: "Settlement between shops"),
        ["month": MonthArgument.text(month)],
        Table(
          columns: [
            .init("subject", "项目", "項目", "For"), .init("from", "付款方", "付款方", "From"),
            .init("to", "收款方", "收款方", "To"), .init("amount", "金额", "金額", "Amount"),
            .init("rule", "规则", "規則", "Rule"),
          ],
          rows: rows("points", points, program.redemption.moneyOff?.rule)
            + rows("prepaid", prepaid.transfers, program.prepaid?.rule) + overdrawn))
    }
  }
}
