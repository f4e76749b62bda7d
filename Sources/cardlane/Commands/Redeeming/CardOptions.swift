import ArgumentParser
import BusinessCalendar
import Desk
import MagneticStripe
import VIPCard

/// The member's card: swiped, or read in a PC/SC reader.
struct CardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The swiped card, as a reader in keyboard mode types it; - reads it from standard input. Given as \
      text it can be seen in the list of processes: use - where others work on the machine.
      """))
  var swipe: String?
  @Option(
    help: ArgumentHelp(
      """
      Read the card in this PC/SC reader (a part of its name); any takes the first card of any reader, a \
      stripe on USB or one that types as well.
      """))
  var reader: String?
  @Flag(help: "No card is shown: do not wait for one at the lane's reader.")
  var noCard = false
  @Option(help: "Seconds to wait for the card; 30 if nobody says it.")
  var timeout: Double?
  @OptionGroup var judging: JudgingOptions
  @OptionGroup var keys: KeyOptions
  @OptionGroup var readerKeys: ReaderKeyOptions

  func validate() throws {
    guard swipe == nil || reader == nil else {
      throw ValidationError("--swipe and --reader exclude each other")
    }
    guard !noCard || (swipe == nil && reader == nil) else {
      throw ValidationError("--no-card and --swipe or --reader exclude each other")
    }
    if let timeout, !(timeout > 0 && timeout <= 86_400) {
      throw ValidationError("--timeout takes seconds above 0, not \(timeout)")
    }
  }

  /// The reader at which the card is awaited: what the option names, else that of the lane file.
  private var awaited: String? {
    noCard || swipe != nil ? nil : LaneInForce.settings.reader(reader)?.value
  }

  /// Whether a card is to be shown.
  var isShown: Bool { swipe != nil || awaited != nil }

  /// What the reader typed; `nil` when the card is not swiped.
  private func typed() throws -> String? {
    guard swipe == "-" else { return swipe }
    // A reader ends a swipe with the return key.
    return String(try InputFile.text("-").prefix { !$0.isNewline })
  }

  /// The judgement on the card; `nil` when none is shown.
  func judge(on date: BusinessDate, register: any CardRegister) async throws -> CardJudgement? {
    guard isShown else { return nil }
    let limit = Duration.seconds(LaneInForce.settings.cardSeconds(timeout).value)
    if awaited == "any" {
      let opened = try keys.open(with: readerKeys)
      return try await FirstCard.judged(
        from: LaneReaders.all(
          keys: opened.readers, named: LaneInForce.settings.keyboards([]).map(\.value)),
        by: CardJudge(
          CardVerifier(keys: opened.issuer, register: register, budget: judging.budget)),
        excluding: keys.samReader, on: date, within: limit)
    }
    let verifier = CardVerifier(
      keys: try keys.open(), register: register, budget: judging.budget)
    if let swipe = try typed() {
      return try await verifier.judge(KeyboardWedgeText.read(swipe), on: date)
    }
    let reader = try await InsertedCard.reader(
      awaited, excluding: keys.samReader, within: limit)
    return try await verifier.judge(cardIn: reader, on: date)
  }
}
