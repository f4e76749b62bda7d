import ArgumentParser
import BusinessCalendar
import Desk
import Lane
import Loyalty
import MemberStore
import Receipts
import VIPCard
import Wire
import Wording

struct Redeem: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give points for a gift, against the member's card; final.",
    discussion: """
      A gift of the store's current poster (--gift and --poster, rule A24), or one single item by its tag \
      price (--item and --tag-price, rule B6). A redemption cannot be cancelled (A22, A23). The same --id \
      again answers with what is stored; without --id the same card gets the same gift once a day.
      Exit status: 1 where the card or the wish is refused, such as not enough points (A21); \
      3 where the slip is not known to be on paper (the points are given all the same).

      Example: cardlane redeem --store shop.db --program programs/chain-store.yaml --shop S01 --lane L1 \
      --poster programs/examples/poster.yaml --gift G-01 --keys keys.json --swipe ';9156…?'
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file.")
  var program: String?
  @Option(help: "The shop's id, such as S01.", transform: PersonArgument.parse)
  var shop: String?
  @Option(help: "The lane's id, such as L1.", transform: PersonArgument.parse)
  var lane: String?
  @Option(help: "The gift's id on the poster.", transform: PersonArgument.parse)
  var gift: String?
  @Option(help: "The poster with the gifts, as YAML or JSON; - is standard input.")
  var poster: String?
  @Option(help: "The article number of one single item.", transform: PersonArgument.parse)
  var item: String?
  @Option(help: "The item's tag price, such as 199.00.")
  var tagPrice: String?
  @Option(help: "The item's kind: regular, promotional, special, memberOnly.")
  var kind: String = LineKind.regular.rawValue
  @Option(help: "The redemption's own id.", transform: PersonArgument.parse)
  var id: String?
  @OptionGroup var card: CardOptions
  @OptionGroup var counter: CounterOptions

  func validate() throws {
    guard (gift == nil) != (item == nil) else {
      throw ValidationError("name a gift with --gift or an item with --item, one of them")
    }
    let settings = LaneInForce.settings
    guard gift == nil ? poster == nil : settings.poster(poster) != nil else {
      throw ValidationError("--gift and --poster go together")
    }
    guard (item == nil) == (tagPrice == nil) else {
      throw ValidationError("--item and --tag-price go together")
    }
    guard card.isShown else {
      throw ValidationError("show the member's card with --swipe or --reader")
    }
    guard poster != "-" || card.swipe != "-" else {
      throw ValidationError("--poster - and --swipe - both read standard input; give one as a file")
    }
  }

  func run() async throws {
    let wish = try wish()
    let (date, speech) = (counter.day.businessDate, counter.speech)
    let (shop, lane) = (try TillInForce.shop(shop), try TillInForce.lane(lane))
    let program = try ProgramFile.load(self.program, on: date)
    try counter.late.check(date)
    let store = try storeFile.open()
    let desk = CheckoutLane(
      configuration: LaneInForce.configuration(
        store: shop, lane: lane, storeName: counter.storeName, language: speech.language,
        unknownCards: .strict),
      store: store, program: program, printer: try counter.paper.open(),
      clock: SystemLaneClock(zone: counter.day.timeZone))
    guard let judgement = try await card.judge(on: date, register: desk.register) else {
      throw ValidationError("show the member's card with --swipe or --reader")
    }
    let answer = try await desk.giveGift(
      id: id, wish, card: judgement, on: date, late: counter.late.lateEntry)
    try await store.close()
    try counter.paper.keep(answer.outcome.slips + answer.outcome.caughtUp)
    try speech.say(RedemptionReport(answer, speech.language), words: answer.words(speech.language))
    if let problem = answer.outcome.slips.problem { throw problem }
  }

  private func wish() throws -> RedemptionWish {
    if let gift {
      return .gift(
        gift,
        catalogue: try PosterFile.load(LaneInForce.settings.poster(poster)?.value ?? "-").gifts)
    }
    guard let price = Money(tagPrice ?? ""), price > .zero else {
      throw ValidationError("--tag-price takes an amount above 0 such as 199.00")
    }
    guard let kind = LineKind(rawValue: kind) else {
      let known = LineKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--kind takes one of: \(known)")
    }
    return .item(item ?? "", tagPrice: price, kind: kind)
  }
}

extension RedemptionAnswer {
  /// What the cashier is told, and the slip.
  fileprivate func words(_ language: Language) -> String {
    var words = SlipWords(language)
    words.add(
      repeated: outcome.isRepeated,
      Sentence(
        zhHans: "这笔换领以前已经办理，没有再次扣分，请勿再次发放礼品。", zhHant: "這筆換領以前已經辦理，沒有再次扣分，請勿再次發放禮品。",
        en: "This redemption was made before; no points were taken again. Do not hand the gift out "
          + "twice."))
    words.add(warning: outcome.lateSentence(in: program))
    words.add(caughtUp: outcome.caughtUp)
    return words.text(outcome.slips, outcome.receipt)
  }
}
