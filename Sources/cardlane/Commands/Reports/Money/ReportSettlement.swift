import ArgumentParser
import BusinessCalendar
import Desk

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
  var program: String?
  @Option(help: "The month, such as 2026-11.", transform: MonthArgument.parse)
  var month: BusinessDate?
  @Flag(help: "One line for each shop: what it pays, what it gets, and the difference.")
  var byMerchant = false
  @OptionGroup var day: DateOptions

  func run() async throws {
    try await report.write(
      SettlementReport(
        program: ProgramFile.load(program), month: month ?? day.businessDate,
        isByMerchant: byMerchant))
  }
}
