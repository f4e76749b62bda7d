import ArgumentParser
import SmartCard
import VIPCard
import Wording

struct CardVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Judge one card in a reader and print the verdict.",
    discussion: """
      Waits for a card if none is there. Exit status: 0 accepted, 1 refused, 3 the card, the reader or \
      the PC/SC service failed or did not answer within --timeout.
      Answers with one line of JSON in the form of `decode`, with `chip` (kind and UID).

      Example: cardlane card verify --keys keys.json --timeout 10
      """)

  @OptionGroup var keys: KeyOptions
  @Option(help: "The reader, or a part of its name; any reader if left out.")
  var reader: String?
  @OptionGroup var day: DateOptions
  @Option(help: "Seconds to wait in all, for the card and for its answers.")
  var timeout: Double = 30
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard timeout > 0, timeout <= 86_400 else {
      throw ValidationError("--timeout takes seconds above 0, not \(timeout)")
    }
  }

  func run() async throws {
    let verifier = CardVerifier(keys: try keys.open())
    let date = day.businessDate
    let (wanted, samReader) = (reader, keys.samReader)
    let limit = Duration.seconds(timeout)
    let judgement = try await withTimeLimit(limit) {
      let card = try await InsertedCard.first(
        in: wanted, excluding: samReader, within: limit)
      // Nobody else may select anything on the card meanwhile.
      return try await card.withTransaction { transaction in
        try await verifier.judge(transaction.channel, on: date)
      }
    }
    StandardOutput.write(
      try JSONLine.text(JudgementRecord(judgement: judgement, language: speech.language)))
    if !judgement.isAccepted { throw ExitCode(ErrorNature.refusal.rawValue) }
  }
}
