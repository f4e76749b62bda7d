import ArgumentParser
import BusinessCalendar
import Desk
import MemberStore
import Wire
import Wording

struct StockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stock",
    abstract: "Book blank cards: received, issued, spoiled, missing or sent back (A26, A31).",
    discussion: """
      The same --id again changes nothing; the same id with other content is refused. More cards than \
      the shop has cannot leave it: exit status 1. `report stock` shows what is left.

      Example: cardlane stock --store shop.db --shop S01 --year 2027 --movement received --count 200 \
      --id D-1187
      """)

  /// What happened to the cards.
  enum Movement: String, CaseIterable, ExpressibleByArgument {
    case received, issued, spoiled, missing, returned
  }

  @OptionGroup var storeFile: NewStoreOptions
  @Option(help: "The shop's id, such as S01.", transform: PersonArgument.parse)
  var shop: String?
  @Option(help: "The card year that is printed on the cards.")
  var year: Int
  @Option(help: "What happened: received, issued, spoiled, missing or returned.")
  var movement: Movement
  @Option(help: "How many cards.")
  var count: Int64
  @Option(
    help: "The movement's own id, such as the delivery's number.", transform: PersonArgument.parse)
  var id: String
  @Option(help: "What else is to be known.", transform: PersonArgument.parse)
  var note: String?
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard (1...1_000_000).contains(count) else {
      throw ValidationError("--count takes 1 to 1000000, not \(count)")
    }
    guard (2000...2099).contains(year) else {
      throw ValidationError("--year takes 2000 to 2099, not \(year)")
    }
  }

  func run() async throws {
    let shop = try TillInForce.shop(shop)
    let entry = StockEntry(
      id: id, store: shop, year: year, movement: StockMovement(rawValue: movement.rawValue),
      count: count, date: day.businessDate, note: note)
    let booked = try await storeFile.use { store in try await BlankCards.book(entry, in: store) }
    let words = Sentence(
      zhHans: "✓ 已登记，\(shop) 尚有 \(booked.left) 张 \(year) 年空白卡。",
      zhHant: "✓ 已登記，\(shop) 尚有 \(booked.left) 張 \(year) 年空白卡。",
      en: "✓ Booked; \(shop) has \(booked.left) blank cards of \(year).")
    try speech.say(booked, words: words[speech.language])
  }
}
