import ArgumentParser
import BusinessCalendar
import Foundation
import Lane
import Loyalty
import MemberStore
import Receipts
import Wire
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
  @Option(
    help: ArgumentHelp(
      """
      How the refund is paid out: cash, bankCard, weChatPay, alipay, voucher. What was paid from the \
      member's card goes back onto it in any case.
      """))
  var tender: String = Tender.Kind.cash.rawValue
  @OptionGroup var counter: CounterOptions

  func run() async throws {
    let request = try ReturnLines.read(InputFile.bytes(lines))
    let store = try storeFile.open()
    let desk = try await StoredSaleLane.open(
      sale, in: store, programs: programs, lane: lane, storeName: counter.storeName,
      printer: counter.paper.open(), zone: counter.day.timeZone, language: counter.speech.language)
    var isRepeated = false
    if let id { isRepeated = try await store.goodsReturn(id) != nil }
    let number = try await store.goodsReturns(ofSale: sale).count + 1
    if counter.lateEntry { await desk.acceptEarlierDate() }
    let outcome = try await desk.takeBack(
      id: id ?? "\(sale)-R\(number)", sale: sale, request, on: counter.day.businessDate,
      cashier: cashier, tender: Tender.Kind(rawValue: tender))
    let balance = try await balance(of: outcome.record, in: store)
    try await store.close()
    let late = outcome.lateSentence(in: desk.program)?[counter.speech.language]
    let report = ReturnReport(
      outcome, isRepeated: isRepeated, balance: balance, late: late,
      language: counter.speech.language)
    try counter.paper.keep(outcome.slips)
    StandardOutput.write(
      counter.speech.json
        ? try JSONLine.text(report)
        : SlipView.words(outcome.slips, outcome.receipt, late: late))
    if let problem = SlipView.problem(outcome.slips) { throw problem }
  }

  private func balance(
    of record: ReturnRecord, in store: some MemberStore
  ) async throws -> Int64? {
    guard let member = try await store.sale(record.saleID)?.memberID else { return nil }
    return try await store.account(of: member, on: record.date)?.balance
  }
}
