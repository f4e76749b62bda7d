import ArgumentParser
import Lane
import MemberStore
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
      With --store, --shop and --lane the register of cards is asked too, and a forged card counts \
      towards closing the lane as it does at the till; a lane that is closed judges no card (exit \
      status 1) until `cardlane supervisor release`.

      Example: cardlane card verify --keys keys.json --timeout 10
      """)

  @OptionGroup var keys: KeyOptions
  @OptionGroup var gate: GateOptions
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
    let opened = try gate.open(speech.language)
    try await opened?.gate.requireOpen()
    let verifier = CardVerifier(keys: try keys.open(), register: opened?.gate.register)
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
    let outcome = try await opened?.gate.take(judgement, on: date)
    try await opened?.members.close()
    StandardOutput.write(
      try JSONLine.text(
        JudgementRecord(judgement: judgement, language: speech.language, outcome: outcome)))
    if !judgement.isAccepted { throw ExitCode(ErrorNature.refusal.rawValue) }
  }
}
