import ArgumentParser
import BusinessCalendar
import Desk
import MemberStore
import VIPCard
import Wire
import Wording

/// Why a card is blocked, or that it is good again.
enum BlockArgument: String, CaseIterable, ExpressibleByArgument {
  /// Reported lost (rule A30).
  case lost
  /// By the staff.
  case staff
  /// A copy of it was seen.
  case clone
  /// Not blocked any more: it was found, or the block was a mistake.
  case active

  var status: CardStatus { CardStatus(rawValue: rawValue) }
}

struct MemberBlock: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "block",
    abstract: "Block a card in the register, so that no lane takes it.",
    discussion: """
      A lost card is not replaced before the next exchange month (rule A30); points and member stay. \
      --as active takes a block back.

      Example: cardlane member block --store shop.db --number 9156880012345672 --year 2026 --as lost
      """)

  @OptionGroup var storeFile: StoreOptions
  @OptionGroup var card: IdentityOptions
  @Option(name: .customLong("as"), help: "Why: lost, staff, clone; active takes a block back.")
  var reason: BlockArgument = .lost
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let identity = try card.identity()
    let changed = try await storeFile.use { store in
      try await MemberDesk(store).block(identity, as: reason.status, on: day.bookingDate())
    }
    try speech.say(["card": CardJSON(changed)], words: "✓ \(changed.words(speech.language))")
  }
}
