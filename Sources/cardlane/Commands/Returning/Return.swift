import ArgumentParser
import BusinessCalendar
import Desk
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
    try counter.late.check(counter.day.businessDate)
    let store = try storeFile.open()
    try await counter.late.confirm(
      id ?? "\(sale) ↩", on: counter.day.businessDate,
      lane: LaneInForce.settings.lane(lane)?.value, in: store)
    let desk = try await StoredSaleLane.open(
      sale, in: store, programs: programs, lane: LaneInForce.settings.lane(lane)?.value,
      storeName: counter.storeName,
      printer: counter.paper.open(), zone: counter.day.timeZone, language: counter.speech.language)
    let answer = try await desk.acceptReturn(
      id: id, sale: sale, request, on: counter.day.businessDate, cashier: cashier,
      tender: Tender.Kind(rawValue: tender), late: counter.late.lateEntry)
    try await store.close()
    let outcome = answer.outcome
    try counter.paper.keep(outcome.slips + outcome.caughtUp)
    try counter.speech.say(
      ReturnReport(answer, counter.speech.language), words: answer.words(counter.speech.language))
    if let problem = outcome.slips.problem { throw problem }
  }
}

extension ReturnAnswer {
  /// What the cashier is told, and the slip.
  fileprivate func words(_ language: Language) -> String {
    var words = SlipWords(language)
    words.add(
      repeated: outcome.isRepeated,
      Sentence(
        zhHans: "这笔退货以前已经入账，没有再次退款。", zhHant: "這筆退貨以前已經入帳，沒有再次退款。",
        en: "This return was booked before; nothing was refunded again."))
    words.add(warning: outcome.lateSentence(in: program))
    let forgiven = outcome.record.pointsForgiven
    if forgiven > 0 {
      words.add(
        warning: Sentence(
          zhHans: "这笔销售的积分已用掉 \(forgiven) 分，不再追回；实际扣回 \(outcome.record.pointsTaken) 分。",
          zhHant: "這筆銷售的積分已用掉 \(forgiven) 分，不再追回；實際扣回 \(outcome.record.pointsTaken) 分。",
          en: "\(forgiven) points of this sale are spent already and are not asked for; "
            + "\(outcome.record.pointsTaken) were taken back."))
    }
    words.add(caughtUp: outcome.caughtUp)
    return words.text(outcome.slips, outcome.receipt)
  }
}
