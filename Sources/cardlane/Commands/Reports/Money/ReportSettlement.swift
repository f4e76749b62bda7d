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
      Points that were earned in one shop and took money off in another are owed by the first, at what \
      they took off: by the program under which that sale was made, which may be another than this one \
      (each merchant redeems by its own). Points that bought a gift in another shop are owed at the value \
      that the program declares under redemption.settledAt, else at what they would have taken off. So is \
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
  @Flag(help: "One line for each shop: what it pays, what it gets, and the difference.")
  var byMerchant = false
  @OptionGroup var day: DateOptions

  func run() async throws {
    let byMerchant = byMerchant
    let program = try ProgramFile.load(self.program)
    let month = month ?? day.businessDate
    try await report.write { tables in
      let points = try PointTransfers.all(in: month, tables)
      let gifts = try PointTransfers.gifts(in: month, tables, program: program)
      let prepaid = try PrepaidTransfers.all(in: month, tables)
      let settled = Clearing.settle(
        points + gifts + prepaid.transfers, year: month.year, month: month.month)
      if byMerchant { return Self.byMerchant(settled, month) }
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
            + rows("gifts", gifts, program.redemption.settlementValue?.rule)
            + rows("prepaid", prepaid.transfers, program.prepaid?.rule) + overdrawn))
    }
  }

  /// One line for each shop, sorted by name.
  private static func byMerchant(_ settled: [Clearing.Settlement], _ month: BusinessDate) -> Report
  {
    let names = Set(settled.flatMap { [$0.from, $0.to] }).sorted()
    func sum(_ entries: [Clearing.Settlement]) -> Money {
      entries.reduce(.zero) { $0 + $1.amount }
    }
    let rows: [[Table.Cell]] = names.map { name in
      let pays = sum(settled.filter { $0.from == name })
      let gets = sum(settled.filter { $0.to == name })
      return [.text(name), .money(pays), .money(gets), .money(gets - pays)]
    }
    return Report(
      "settlement", Sentence(zhHans: "门店间结算", zhHant: "門店間結算", en: "Settlement between shops"),
      ["month": MonthArgument.text(month)],
      Table(
        columns: [
          .init("merchant", "门店", "門店", "Shop"), .init("pays", "应付", "應付", "Pays"),
          .init("gets", "应收", "應收", "Gets"), .init("net", "净额", "淨額", "Net"),
        ], rows: rows))
  }
}
