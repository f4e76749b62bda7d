import ArgumentParser
import BusinessCalendar
import Foundation
import Lane
import Loyalty
import MemberStore
import Receipts
import VIPCard
import Wording

struct Hold: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "First half of a checkout: card, price, freeze the sale; the payment may begin.",
    discussion: """
      Points that are spent on the sale are reserved. Finish it with `commit` once it is paid, or give it \
      up with `void`. The same sale again answers with what is stored.

      Example: cardlane hold --store shop.db --program programs/chain-store.yaml --sale sale.json \
      --keys keys.json --swipe ';9156…?'
      """)

  @Option(help: "The SQLite file with members, points and sales; made if it is not there.")
  var store: String
  @Option(help: "The program file.")
  var program: String
  @Option(help: "The sale as JSON; - is standard input.")
  var sale: String
  @OptionGroup var card: CardOptions
  @Option(
    help: "The business date; a sale with another date is refused.", transform: DateOptions.parse)
  var date: BusinessDate?
  @Option(
    name: .customLong("tender"),
    help: "How it is paid, as KIND=AMOUNT (cash, bankCard, weChatPay, alipay, voucher); repeat.",
    transform: TenderArgument.parse)
  var tenders: [Tender] = []
  @Option(help: "The store's name on the slip.")
  var storeName: String?
  @Flag(help: "Refuse genuine cards that nobody has entered in the store.")
  var strictRegister = false
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let sale = try Sale.read(json: InputFile.text(self.sale), businessDate: date)
    let members = try SQLiteMemberStore(path: store)
    let lane = CheckoutLane(
      configuration: LaneConfiguration(
        store: sale.store, storeName: storeName ?? sale.store, lane: sale.lane,
        language: speech.language, unknownCards: strictRegister ? .strict : .enrolOnFirstUse),
      store: members, program: program, clock: SystemLaneClock(zone: .current))
    try await lane.scan(sale)
    if let judgement = try await card.judge(on: sale.date, register: lane.register) {
      let answer = try await lane.show(judgement)
      if !answer.isAccepted { throw Self.refused(answer) }
    }
    _ = try await lane.quote()
    let record = try await lane.hold(tenders: tenders)
    try await members.close()
    StandardOutput.write(
      speech.json ? try HeldSale(record).json() : HeldSale(record).words(speech.language))
  }

  private static func refused(_ answer: CardAnswer) -> PlainError {
    PlainError(
      code: answer.judgement.verdict.check.rawValue, answer.message, hint: answer.nextStep,
      nature: .refusal)
  }
}
