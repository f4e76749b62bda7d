import ArgumentParser
import BusinessCalendar
import Foundation
import Lane
import Loyalty
import MemberStore
import Printers
import Receipts
import Wording

struct Checkout: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "One whole sale: card, price, hold, commit, slip.",
    discussion: """
      The card is swiped (--swipe) or read in a PC/SC reader (--reader). No card, no discount: without \
      either, everyone's price holds, even where the sale names a member. The member comes from the \
      store; a member in the sale counts only for a card that the store does not know yet.
      The same sale twice gives the same answer and is booked once; the same id with other content is \
      refused. Prints the slip; --slips also leaves it as text, ESC/POS bytes and picture.
      Exit status: 1 where the card or the sale is refused (nothing is booked), 3 where a device or \
      the store failed. A sale whose slip could not be printed is booked and answered all the same, \
      with exit status 3: see the `state` and `problem` of each slip.

      Example: cardlane checkout --program programs/chain-store.yaml --store shop.db --sale sale.json \
      --keys keys.json --reader ACR --printer tcp://192.0.2.10 --tender cash=800
      """)

  @Option(help: "The program file.")
  var program: String
  @Option(help: "A file that says who decides prices instead: a service over HTTP.")
  var rules: String?
  @Option(help: "The SQLite file with members, points and sales; made if it is not there.")
  var store: String
  @Option(help: "The sale as JSON; - is standard input.")
  var sale: String
  @OptionGroup var card: CardOptions
  @Option(
    help: "The business date; a sale with another date is refused.", transform: DateOptions.parse)
  var date: BusinessDate?
  @Option(help: "Where to print: a folder for ESC/POS files, tcp://host[:port], or usb:.")
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
  @Flag(help: "A supervisor confirms that the sale is dated before what is booked already.")
  var lateEntry = false
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let sale = try Sale.read(json: InputFile.text(self.sale), businessDate: date)
    let printer = try self.printer.map(PrinterArgument.open)
    let members = try SQLiteMemberStore(path: store)
    let lane = CheckoutLane(
      configuration: LaneConfiguration(
        store: sale.store, storeName: storeName ?? sale.store, lane: sale.lane,
        language: speech.language,
        unknownCards: strictRegister ? .strict : .enrolOnFirstUse),
      store: members,
      rules: try RulesFile.rules(rules, program: program, language: speech.language),
      program: program, printer: printer,
      clock: SystemLaneClock(zone: .current))
    if lateEntry { await lane.acceptEarlierDate() }
    let judgement = try await card.judge(on: sale.date, register: lane.register)
    let result = try await lane.checkout(sale: sale, card: judgement, tenders: tenders)
    let report = CheckoutReport(result: result, judgement: judgement)
    if let slips { try SlipFiles(folder: slips).write(result) }
    StandardOutput.write(
      speech.json ? try report.json(speech.language) : try report.text(speech.language))
    try await members.close()
    if let problem = report.printingProblem { throw problem }
  }
}
