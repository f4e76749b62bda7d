import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty

struct ReportDay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "day",
    abstract: "The day's close: totals, slips without a signature, sales left open, refusals.",
    discussion: """
      Every slip of a VIP purchase is signed by the member (rule A39); those that are not are listed, \
      refused signatures too. Sales that were held and neither committed nor voided, and slips that are \
      not known to be on paper, are listed as well. Totals come in all, by tender, by cashier and by lane; \
      what returns paid out is taken off, and so is change. With --drawer the cash that was counted is set \
      against what should be there. `receipt sign` and `receipt reprint` settle what is listed.

      Example: cardlane report day --store shop.db --shop S01 --date 2026-11-22 --drawer 1234.50
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "The shop's id, such as S01.")
  var shop: String?
  @Option(
    help: "The cash that was counted in the drawer, such as 1234.50.",
    transform: MoneyArgument.parse)
  var drawer: Money?
  @Option(help: "The cash that lay in the drawer in the morning.", transform: MoneyArgument.parse)
  var float: Money?
  @Flag(help: "Close the day: from now on nothing is booked on it unless a supervisor lets it in.")
  var close = false
  @Option(help: "Who closes the day.", transform: PersonArgument.parse)
  var by: String?
  @OptionGroup var day: DateOptions

  func validate() throws {
    guard close == (by != nil) else {
      throw ValidationError(
        close ? "--close needs who does it: --by NAME" : "--by goes with --close")
    }
    guard float == nil || drawer != nil else { throw ValidationError("--float goes with --drawer") }
  }

  func run() async throws {
    let drawer = drawer.map { Drawer(counted: $0, float: float ?? .zero) }
    let shop = try TillInForce.shop(shop)
    guard let by else {
      return try await report.write(
        DayReport(shop: shop, date: day.businessDate, drawer: drawer))
    }
    let date = try day.bookingDate()
    _ = try await report.storeFile.use { store in
      try await store.close(shop: shop, date: date, by: by, at: LaneStamp.now())
    }
    try await report.write(DayReport(shop: shop, date: date, drawer: drawer))
  }
}
