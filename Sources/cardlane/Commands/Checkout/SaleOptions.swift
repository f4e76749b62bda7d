import ArgumentParser
import BusinessCalendar
import Desk
import Foundation
import Lane
import Loyalty
import MemberStore
import Printers
import Receipts
import VIPCard

/// What a sale is made of, whether it is checked out in one go or held first.
struct SaleOptions: ParsableArguments {
  @Option(help: "The program file.")
  var program: String?
  @Option(help: "A file that says who decides prices instead: a service over HTTP.")
  var rules: String?
  @Option(help: "The store with members, points and sales; a file is made. \(StorePlace.help)")
  var store: String?
  @Argument(help: "The sale as JSON; - is standard input.")
  var file: String?
  @Option(help: "The sale as JSON; - is standard input.")
  var sale: String?
  @OptionGroup var card: CardOptions
  @OptionGroup var buyer: BuyerOptions
  @Option(
    help: "The business date; a sale with another date is refused.", transform: DateOptions.parse)
  var date: BusinessDate?
  @Option(
    name: .customLong("tender"),
    help: ArgumentHelp(
      """
      How it is paid, as KIND=AMOUNT (cash, bankCard, weChatPay, alipay, prepaid, voucher); repeat. \
      prepaid is the balance on the member's card.
      """),
    transform: TenderArgument.parse)
  var tenders: [Tender] = []
  @Option(
    name: .customLong("hand-out"),
    help: ArgumentHelp(
      """
      A gift that is handed out with the sale: welcome (A8), birthday (B10), quarter (B8), draw (B9); \
      repeat. Refused where the sale does not call for it.
      """))
  var gifts: [TillGift] = []
  @Option(
    name: .customLong("confirm"),
    help: ArgumentHelp(
      """
      What the cashier has confirmed of the prompts: identityCard (A14), discountWaived, welcomeGift, \
      birthdayGift, quarterlyGift, lotteryDraw; repeat. On a terminal it is asked.
      """))
  var confirmations: [SaleConfirmation] = []
  @Option(help: "The store's name on the slip.")
  var storeName: String?
  @Flag(help: "Refuse genuine cards that nobody has entered in the store.")
  var strictRegister = false
  @OptionGroup var late: LateEntryOptions
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard (sale == nil) != (file == nil) else {
      throw sale == nil
        ? ValidationError("Missing expected argument '--sale <sale>'")
        : ValidationError("name the sale once, as a file or with --sale")
    }
    guard buyer.member == nil && buyer.number == nil || card.swipe == nil && card.reader == nil
    else {
      throw ValidationError("a card names the member itself: leave --member and --number out")
    }
    guard (sale ?? file) != "-" || card.swipe != "-" else {
      throw ValidationError("--sale - and --swipe - both read standard input; give one as a file")
    }
  }

  /// The sale, its lane, and what the member's card came to.
  func open(printer: (any Printer)? = nil) async throws -> OpenedSale {
    // What is missing on the command line is told before any file is looked at.
    try ProgramFile.require(program)
    _ = try StoreOptions.path(store)
    let named = try program.map { try ProgramFile.load($0) }
    var open = OpenSale(
      try Sale.read(json: InputFile.text(self.sale ?? file ?? "-"), businessDate: date),
      gifts: gifts)
    for confirmation in confirmations { open.confirm(confirmation) }
    try LaneInForce.checkOwn(open.sale)
    let program = try named ?? ProgramFile.load(nil, on: open.sale.date)
    try late.check(open.sale.date)
    let members = try StoreOptions.openOrMake(store)
    try await late.confirm(
      open.sale.id, on: open.sale.date, store: open.sale.store, lane: open.sale.lane, in: members)
    let buyer = try buyer.reference()
    if let buyer { open.sale = try await open.sale.of(buyer, in: members, program: program) }
    let sale = open.sale
    let lane = CheckoutLane(
      configuration: LaneInForce.configuration(
        store: sale.store, lane: sale.lane, storeName: storeName, language: speech.language,
        unknownCards: LaneInForce.settings.unknownCards(strictRegister).value,
        memberWithoutCard: buyer == nil ? .everyonesPrice : .asMember),
      store: members,
      rules: try RulesFile.rules(rules, program: program, language: speech.language),
      program: program, printer: printer, clock: LaneInForce.clock)
    if late.lateEntry { await lane.acceptEarlierDate() }
    // A member who is named otherwise is not asked for the card.
    let judgement =
      buyer == nil ? try await card.judge(on: sale.date, register: lane.register) : nil
    if !speech.json {
      let conversation = SaleConversation(
        lane: lane, card: judgement, tenders: tenders, language: speech.language,
        asks: isatty(STDIN_FILENO) == 1 && StandardOutput.isTerminal)
      open = try await conversation.confirmed(open)
    }
    return OpenedSale(open: open, store: members, lane: lane, card: judgement)
  }
}

/// A sale on its way to be frozen, at its lane.
struct OpenedSale {
  let open: OpenSale
  let store: any MemberStore
  let lane: CheckoutLane
  /// The judgement on the member's card; `nil` where none was shown.
  let card: CardJudgement?
}
