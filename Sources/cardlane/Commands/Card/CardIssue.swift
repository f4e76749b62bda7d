import ArgumentParser
import MagneticStripe
import VIPCard

struct CardIssue: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue",
    abstract: "Print the tracks of a card for a stripe encoder.",
    discussion: """
      The key file must hold the year's key with the right to issue. Each track is printed as it goes \
      onto the stripe, with sentinels and, as its last character, the LRC. Anybody who has the tracks \
      can make the card: show them to nobody but the encoder.

      Example: cardlane card issue --number 9156880012345672 --year 2026 --sequence 1 --keys keys.json
      """)

  @OptionGroup var card: IdentityOptions
  @OptionGroup var keys: KeyOptions
  @Option(help: "Also write track 3 with this rolling counter, for lanes that have an encoder.")
  var counter: Int?
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let identity = try card.identity()
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
