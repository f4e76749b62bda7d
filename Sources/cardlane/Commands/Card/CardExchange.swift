import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty
import MemberStore
import VIPCard
import Wire
import Wording

struct CardExchange: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchange",
    abstract: "Give a member the next card and write its chip.",
    discussion: """
      In the exchange month the card of the next year is made (rules A16, A17, A25); during the year a \
      damaged card is replaced by the next one of its number, and a lost one is not (rule A30): exit \
      status 1. The old card of the year that ends stays good until its last day, as the new one is \
      good already; --collect-old takes it in and ends it today. With --new-number the member gets \
      another number; the old number's cards of the new year, if any, end.

      Without --reader only the register changes: the card was made elsewhere, or is a stripe. The \
      same command again does what is not done yet.

      Example: cardlane card exchange --store shop.db --program programs/chain-store.yaml \
      --number 9156880012345672 --year 2027 --keys keys.json --reader ACR --date 2026-12-03
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file.")
  var program: String?
  @OptionGroup var card: IdentityOptions
  @Option(help: "The member's new number; the old one is kept if left out.")
  var newNumber: String?
  @Flag(help: "The old card was handed in: it ends today.")
  var collectOld = false
  @OptionGroup var keys: KeyOptions
  @Option(help: "The reader with the blank chip, or a part of its name.")
  var reader: String?
  @OptionGroup var chip: ChipOptions
  @Option(
    help: "The shop whose stock of blank cards the card comes from.",
    transform: PersonArgument.parse)
  var shop: String?
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let old = try card.identity()
    let number = try newNumber.map { try CardNumber($0) }
    let date = try day.bookingDate()
    // Keys are asked for before anything is looked up, and only where a chip is written.
    let keys = try reader.map { _ in try self.keys.open() }
    let exchanged = try await storeFile.use { store in
      try await MemberDesk(store).nextCard(
        old, newNumber: number, collectsOld: collectOld, shop: shop, program: program, on: date,
        chip: keys.map { keys in
          { books in
            ChipDesk(
              keys: keys, place: chip.place(reader ?? "", self.keys), books: books, date: date)
          }
        })
    }
    try speech.say(exchanged, words: exchanged.words(speech.language, program))
  }
}
