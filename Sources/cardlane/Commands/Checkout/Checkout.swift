import ArgumentParser
import BusinessCalendar
import CardCrypto
import Foundation
import Lane
import Loyalty
import MagneticStripe
import MemberStore
import Printers
import Receipts
import VIPCard
import Wording

struct Checkout: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "One whole sale: card, price, hold, commit, slip.",
    discussion: """
      The card is swiped (--swipe) or read in a PC/SC reader (--reader); without either, everyone's \
      price holds. The member comes from the store; a member in the sale counts only for a card that \
      the store does not know yet.
      The same sale twice gives the same answer and is booked once; the same id with other content is \
      refused. Prints the slip; --slips also leaves it as text, ESC/POS bytes and picture.
      Exit status: 1 where the card or the sale is refused (nothing is booked), 3 where a device or \
      the store failed.
      """)

  @Option(help: "The program file.")
  var program: String
  @Option(help: "The SQLite file with members, points and sales; made if it is not there.")
  var store: String
  @Option(help: "The sale as JSON; - is standard input.")
  var sale: String
  @Option(help: "The swiped card, as a reader in keyboard mode types it.")
  var swipe: String?
  @Option(help: "Read the card in this PC/SC reader (a part of its name).")
  var reader: String?
  @Option(help: "Seconds to wait for the card.")
  var timeout: Double = 30
  @OptionGroup var keys: KeyOptions
  @Option(
    help: "The business date; a sale with another date is refused.", transform: DateOptions.parse)
  var date: BusinessDate?
  @Option(help: "Where to print: a folder for ESC/POS files, or tcp://host[:port].")
  var printer: String?
  @Option(help: "A folder for the slips as text, ESC/POS bytes and picture.")
  var slips: String?
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

  func validate() throws {
    guard swipe == nil || reader == nil else {
      throw ValidationError("--swipe and --reader exclude each other: one card a sale")
    }
  }

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let sale = try Sale.read(json: InputFile.text(self.sale), businessDate: date)
    let members = try SQLiteMemberStore(path: store)
    let lane = CheckoutLane(
      configuration: LaneConfiguration(
        store: sale.store, storeName: storeName ?? sale.store, lane: sale.lane,
        language: speech.language,
        unknownCards: strictRegister ? .strict : .enrolOnFirstUse),
      store: members, program: program, printer: try printer.map(PrinterArgument.open),
      clock: SystemLaneClock(zone: .current))
    let judgement = try await judgeCard(on: sale.date, register: lane.register)
    let result = try await lane.checkout(sale: sale, card: judgement, tenders: tenders)
    let report = CheckoutReport(result: result, judgement: judgement)
    if let slips { try SlipFiles(folder: slips).write(result) }
    StandardOutput.write(
      speech.json ? try report.json(speech.language) : try report.text(speech.language))
    try await members.close()
  }

  private func judgeCard(
    on date: BusinessDate, register: any CardRegister
  ) async throws -> CardJudgement? {
    guard swipe != nil || reader != nil else { return nil }
    let verifier = CardVerifier(keys: try keys.open(), register: register)
    if let swipe { return try await verifier.judge(KeyboardWedgeText.read(swipe), on: date) }
    let (wanted, limit) = (reader, Duration.seconds(timeout))
    return try await withTimeLimit(limit) {
      let card = try await InsertedCard.first(in: wanted, within: limit)
      return try await verifier.judge(card, on: date)
    }
  }
}
