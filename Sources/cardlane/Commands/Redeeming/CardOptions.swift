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
  @Option(help: "Seconds to wait for the card.")
  var timeout: Double = 30
  @OptionGroup var judging: JudgingOptions
  @OptionGroup var keys: KeyOptions
  @OptionGroup var readerKeys: ReaderKeyOptions

  func validate() throws {
    guard swipe == nil || reader == nil else {
      throw ValidationError("--swipe and --reader exclude each other")
    }
    guard timeout > 0, timeout <= 86_400 else {
      throw ValidationError("--timeout takes seconds above 0, not \(timeout)")
    }
  }

  /// What the reader typed; `nil` when the card is not swiped.
  private func typed() throws -> String? {
    guard swipe == "-" else { return swipe }
    // A reader ends a swipe with the return key.
    return String(try InputFile.text("-").prefix { !$0.isNewline })
  }

  /// The judgement on the card; `nil` when none is shown.
  func judge(on date: BusinessDate, register: any CardRegister) async throws -> CardJudgement? {
    guard swipe != nil || reader != nil else { return nil }
    if reader == "any" {
      let opened = try keys.open(with: readerKeys)
      return try await FirstCard.judged(
        from: LaneReaders.all(keys: opened.readers),
        by: CardJudge(
          CardVerifier(keys: opened.issuer, register: register, budget: judging.budget)),
        excluding: keys.samReader, on: date, within: .seconds(timeout))
    }
    let verifier = CardVerifier(
      keys: try keys.open(), register: register, budget: judging.budget)
    if let swipe = try typed() {
      return try await verifier.judge(KeyboardWedgeText.read(swipe), on: date)
    }
    let reader = try await InsertedCard.reader(
      reader, excluding: keys.samReader, within: .seconds(timeout))
    return try await verifier.judge(cardIn: reader, on: date)
  }
}
