import ArgumentParser
import BusinessCalendar
import Desk
import MagneticStripe
import SmartCard
import VIPCard
import Wire
import Wording

struct CardIssue: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue",
    abstract: "Make a card: print its tracks for a stripe encoder, or write the chip in a reader.",
    discussion: """
      The key file must hold the year's key with the right to issue.

      Without --reader each track is printed as it goes onto the stripe, with sentinels and, as its \
      last character, the LRC. Anybody who has the tracks can make the card: show them to nobody but \
      the encoder.

      With --reader the chip there is made into the card: application, keys, member file; then it is \
      read back and verified. A card that is pulled out is put back and the same command repeated. A \
      card that is somebody else's, or ours and says something else, is refused with exit status 1; \
      --overwrite writes a card of ours anew.

      With --store the card, stripe or chip, enters the register of --member, or of who holds the number \
      already, and ends the earlier cards of its number and year; with --shop it leaves that shop's stock \
      of blank cards. A stripe is in the books before its tracks are printed.

      Example: cardlane card issue --number 9156880012345672 --year 2026 --sequence 1 --keys keys.json
      Example: cardlane card issue --number 9156880012345672 --year 2026 --keys keys.json --reader ACR \
      --store shop.db --shop S01
      """)

  @OptionGroup var card: IdentityOptions
  @OptionGroup var keys: KeyOptions
  @Option(help: "Also write track 3 with this rolling counter, for lanes that have an encoder.")
  var counter: Int?
  @Option(help: "The reader with the chip, or a part of its name.")
  var reader: String?
  @OptionGroup var chip: ChipOptions
  @OptionGroup var booking: BookingOptions
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard reader == nil || counter == nil else {
      throw ValidationError("--counter is for the stripe, --reader for a chip")
    }
  }

  func run() async throws {
    let identity = try card.identity()
    let date = day.businessDate
    if let reader {
      let keys = try self.keys.open()
      let issued = try await booking.use(on: date) { books in
        try await ChipDesk(
          keys: keys, place: chip.place(reader, self.keys), books: books, date: date
        ).issue(identity)
      }
      try speech.say(issued, words: issued.words(speech.language))
    } else {
      let counter = try self.counter.map(rolling)
      let keys = try self.keys.open()
      let issued = try await booking.use(on: date) { books in
        try await StripeDesk(keys: keys, books: books).issue(identity, counter: counter)
      }
      try speech.say(issued, words: issued.words)
    }
  }

  private func rolling(_ value: Int) throws -> RollingCounter {
    guard let counter = RollingCounter(rawValue: value) else {
      throw ValidationError("--counter takes 0 to 999999, not \(value)")
    }
    return counter
  }
}

extension IssuedTracks {
  /// One track a line, as an encoder takes it.
  fileprivate var words: String {
    tracks.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.key.rawValue)  \($0.value)" }.joined(separator: "\n")
  }
}

extension IssuedChip {
  /// What came of it, in words.
  fileprivate func words(_ language: Language) -> String {
    let chip = "\(chip.kind.rawValue) \(chip.uidText)"
    let sentence =
      isMade
      ? Sentence(
        zhHans: "✓ 已制成会员卡 \(card)（\(chip)），验卡通过。", zhHant: "✓ 已製成會員卡 \(card)（\(chip)），驗卡通過。",
        en: "✓ Made the card \(card) (\(chip)); it passes the check.")
      : Sentence(
        zhHans: "✓ 这张卡本来就是 \(card)（\(chip)），验卡通过。",
        zhHant: "✓ 這張卡本來就是 \(card)（\(chip)），驗卡通過。",
        en: "✓ It is the card \(card) (\(chip)) already; it passes the check.")
    return sentence[language]
  }
}
