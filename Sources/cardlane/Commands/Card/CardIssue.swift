import ArgumentParser
import BusinessCalendar
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
      --overwrite writes a card of ours anew. With --store the card enters the register and ends the \
      earlier cards of its number and year; with --shop it leaves that shop's stock of blank cards.

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
    guard reader != nil || booking.store == nil else {
      throw ValidationError("--store goes with --reader")
    }
    guard reader == nil || counter == nil else {
      throw ValidationError("--counter is for the stripe, --reader for a chip")
    }
  }

  func run() async throws {
    let identity = try card.identity()
    if let reader {
      let desk = ChipDesk(
        keys: try keys.open(), reader: reader, samReader: keys.samReader, chip: chip,
        booking: booking,
        date: day.businessDate)
      StandardOutput.write(try await desk.issue(identity).text(speech))
    } else {
      try await printTracks(identity)
    }
  }

  private func printTracks(_ identity: CardIdentity) async throws {
    let stripe = try await CardIssuer(keys: keys.open()).stripe(
      for: identity, counter: try counter.map(rolling))
    let tracks = TrackNumber.allCases.reduce(into: [String: String]()) { tracks, track in
      tracks[String(track.rawValue)] = stripe.encoded(track)
    }
    if speech.json {
      StandardOutput.write(try JSONLine.text(Record(card: identity, tracks: tracks)))
    } else {
      for (number, text) in tracks.sorted(by: { $0.key < $1.key }) {
        StandardOutput.write("\(number)  \(text)")
      }
    }
  }

  private struct Record: Encodable {
    let card: CardIdentity
    let tracks: [String: String]
  }

  private func rolling(_ value: Int) throws -> RollingCounter {
    guard let counter = RollingCounter(rawValue: value) else {
      throw ValidationError("--counter takes 0 to 999999, not \(value)")
    }
    return counter
  }
}
