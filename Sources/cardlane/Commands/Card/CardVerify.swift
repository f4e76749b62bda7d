import ArgumentParser
import BusinessCalendar
import Desk
import Lane
import MemberStore
import VIPCard
import Wire
import Wording

struct CardVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Judge one card in a reader, or one tap by telephone, and print the verdict.",
    discussion: """
      Waits for a card if none is there. Exit status: 0 accepted, 1 refused, 3 the card, the reader or \
      the PC/SC service failed, no card was presented within --timeout (noCardPresented), or the card took \
      longer than --judge-within.
      Answers with one line of JSON in the form of `decode`, with `chip` (kind and UID).
      With --store, --shop and --lane the register of cards is asked too, and a forged card counts \
      towards closing the lane as it does at the till; a lane that is closed judges no card (exit \
      status 1) until `cardlane supervisor release`.

      With --url it judges the address that an NTAG 424 DNA gave to a telephone: what the chip says \
      without a reader (SUN). The store knows whose chip it is and how often it was tapped; every \
      address is good once. It proves that the chip made the address, not that the card is here: trust \
      medium.

      Example: cardlane card verify --keys keys.json --timeout 10
      Example: cardlane card verify --keys keys.json --url 'https://vip.example/card?e=…&c=…' \
      --store shop.db --shop S01 --lane L1
      """)

  @OptionGroup var keys: KeyOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var raw: RawOptions
  @Option(help: "The reader, or a part of its name; any reader if left out.")
  var reader: String?
  @Option(help: "The address that a tap by telephone gave, instead of a card in a reader.")
  var url: String?
  @OptionGroup var day: DateOptions
  @Option(help: "Seconds to wait for a card.")
  var timeout: Double = 30
  @OptionGroup var judging: JudgingOptions
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard timeout > 0, timeout <= 86_400 else {
      throw ValidationError("--timeout takes seconds above 0, not \(timeout)")
    }
    guard url == nil || reader == nil else {
      throw ValidationError("--url judges a tap by telephone, --reader a card: one of them")
    }
    guard url == nil || gate.store != nil else {
      throw ValidationError(
        "--url needs --store: it knows whose chip it is and how often it was tapped")
    }
  }

  func run() async throws {
    let (judge, members) = try gate.judge(
      try keys.open(), speech.language, within: judging.budget)
    let date = day.businessDate
    let taps = judge.gate?.register
    let (judgement, outcome) = try await judge.judge(on: date) { verifier in
      if let url, let taps {
        return try await withTimeLimit(.seconds(timeout)) {
          try await verifier.judge(sunURL: url, on: date, taps: taps)
        }
      }
      return try await judgeInserted(by: verifier, on: date)
    }
    try await members?.close()
    StandardOutput.write(
      try JSONLine.text(
        JudgementRecord(raw.shown(judgement), speech.language, outcome: outcome)))
    if !judgement.isAccepted { throw ExitCode(ErrorNature.refusal.rawValue) }
  }

  private func judgeInserted(
    by verifier: CardVerifier, on date: BusinessDate
  ) async throws -> CardJudgement {
    let reader = try await InsertedCard.reader(
      reader, excluding: keys.samReader, within: .seconds(timeout))
    return try await verifier.judge(cardIn: reader, on: date)
  }
}
