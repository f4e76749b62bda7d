import ArgumentParser
import BusinessCalendar
import Foundation
import Lane
import Loyalty
import MemberStore
import Receipts
import Wording

struct Return: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take goods of a sale back: refund by frozen shares, points, slip.",
    discussion: """
      The lines file is JSON: [{"line":"1","quantity":"1"}], or the same list under "lines"; a line may \
      come back in parts, by quantity. What is refunded was fixed with the sale, and the points are \
      counted anew under the sale's own program version. The same --id again answers with what is \
      stored and refunds nothing twice; the same id with other content is refused. The slip can be shown \
      again with `receipt render --sale ID`.
      Exit status: 1 where more comes back than is left, 2 for wrong input, 3 where the store failed \
      or the slip is not known to be on paper (what is booked is booked).

      Example: echo '[{"line":"1","quantity":"1"}]' | cardlane return --store shop.db \
      --sale L1-20261122-0007 --lines - --id L1-20261123-R001
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The id of the sale whose goods come back.")
  var sale: String
  @Option(help: "What comes back, as JSON; - is standard input.")
  var lines: String
  @Option(
    help: "The return's own id; SALE-R1, -R2 … if left out, each a return of its own.",
    transform: PersonArgument.parse)
  var id: String?
  @OptionGroup var programs: ProgramShelf
  @Option(help: "The lane that takes the goods back; the sale's own if left out.")
  var lane: String?
  @Option(help: "The cashier on the slip.", transform: PersonArgument.parse)
  var cashier: String?
  @Option(help: "How the refund is paid out: cash, bankCard, weChatPay, alipay, voucher.")
  var tender: String = Tender.Kind.cash.rawValue
  @Option(help: "Where to print: a folder for ESC/POS files, tcp://host[:port], or usb:.")
  var printer: String?
  @Option(help: "The store's name on the slip.")
  var storeName: String?
  @Flag(help: "A supervisor confirms a date before what is booked already.")
  var lateEntry = false
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let request = try ReturnLines.read(InputFile.bytes(lines))
    let store = try storeFile.open()
    let desk = try await StoredSaleLane.open(
      sale, in: store, programs: programs, lane: lane, storeName: storeName, printer: printer,
      zone: day.timeZone, language: speech.language)
    var isRepeated = false
    if let id { isRepeated = try await store.goodsReturn(id) != nil }
    let number = try await store.goodsReturns(ofSale: sale).count + 1
    if lateEntry { await desk.acceptEarlierDate() }
    let outcome = try await desk.takeBack(
      id: id ?? "\(sale)-R\(number)", sale: sale, request, on: day.businessDate,
      cashier: cashier, tender: Tender.Kind(rawValue: tender))
    let balance = try await balance(of: outcome.record, in: store)
    try await store.close()
    let report = ReturnReport(
      outcome, isRepeated: isRepeated, balance: balance, language: speech.language)
    StandardOutput.write(
      speech.json
        ? try JSONLine.text(report)
        : SlipView.words(outcome.slips, outcome.receipt))
    if let problem = SlipView.problem(outcome.slips) { throw problem }
  }

  private func balance(
    of record: ReturnRecord, in store: some MemberStore
  ) async throws -> Int64? {
    guard let member = try await store.sale(record.saleID)?.memberID else { return nil }
    return try await store.account(of: member, on: record.date)?.balance
  }
}
