import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty
import MemberStore
import VIPCard
import Wire
import Wording

struct MemberExchange: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchange",
    abstract: "Hand out a member's next card: the new year's, or one in place of a damaged card.",
    discussion: """
      In the exchange month the card of the next year is handed out (rules A16, A17, A25). A lost or \
      blocked card is not replaced before that (rule A30): exit status 1.

      Example: cardlane member exchange --store shop.db --program programs/chain-store.yaml \
      --number 9156880012345672 --year 2027 --date 2026-12-03
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file.")
  var program: String?
  @OptionGroup var card: IdentityOptions
  @OptionGroup var making: CardMakingOptions
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let identity = try card.identity()
    let exchanged = try await storeFile.use { store in
      try await MemberDesk(store).exchange(
        identity, making: making.making, program: program, on: day.bookingDate())
    }
    try speech.say(exchanged, words: exchanged.words(speech.language, program))
  }
}
