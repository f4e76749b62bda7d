import ArgumentParser
import BusinessCalendar
import Desk
import Foundation
import Loyalty
import MemberStore
import VIPCard
import Wire
import Wording

struct QuoteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quote", abstract: "Price a sale by a program, without side effects.",
    discussion: """
      Reads a sale as JSON and answers with the quote as JSON; on a terminal, in words. \
      The same program and sale always give the same bytes. Exit status: 1 where a rule refuses the \
      sale (member-only goods to others), 2 where the sale is malformed or contradictory.
      Where each line is a sale of its own, each is answered on a line, in the same order: a bad one \
      with its error, and the rest goes on. --lines does so from the first line, as it arrives.

      With --store the member is found there, by card (--swipe, --reader), id or card number, and counts as the \
      store knows them; nothing is booked.

      Example: cardlane quote --program programs/chain-store.yaml --sale sale.json
      """)

  @Option(help: "The program file.")
  var program: String?
  @Argument(help: "The sale as JSON, or one sale a line; - is standard input.")
  var file: String?
  @Option(help: "The sale as JSON, or one sale a line; - is standard input.")
  var sale: String?
  @Option(
    help: "The business date, YYYY-MM-DD; a sale with another date is refused.",
    transform: DateOptions.parse)
  var date: BusinessDate?
  @Option(help: "A file that says who decides prices instead: a service over HTTP.")
  var rules: String?
  @Flag(help: "Each line is a sale of its own.")
  var lines = false
  @Option(help: "The store that knows the member: \(StorePlace.help)")
  var store: String?
  @OptionGroup var card: CardOptions
  @OptionGroup var buyer: BuyerOptions
  @OptionGroup var speech: SpeechOptions

  /// Whether the member is to be found in the store.
  private var namesMember: Bool {
    buyer.member != nil || buyer.number != nil || card.swipe != nil || card.reader != nil
  }

  func validate() throws {
    guard (sale == nil) != (file == nil) else {
      throw sale == nil
        ? ValidationError("Missing expected argument '--sale <sale>'")
        : ValidationError("name the sale once, as a file or with --sale")
    }
    let hasStore = namesMember ? LaneInForce.settings.store(store) != nil : store != nil
    guard hasStore == namesMember else {
      throw ValidationError(
        "--store and one of --swipe, --reader, --member and --number go together")
    }
    guard buyer.member == nil && buyer.number == nil || card.swipe == nil && card.reader == nil
    else {
      throw ValidationError("a card names the member itself: leave --member and --number out")
    }
    guard !lines || !namesMember else {
      throw ValidationError("--lines prices sales as they stand; leave the member out")
    }
    guard (sale ?? file) != "-" || card.swipe != "-" else {
      throw ValidationError("--sale - and --swipe - both read standard input; give one as a file")
    }
  }

  /// The sale with the member as the store knows them, where one is named.
  private func found(_ sale: Sale, _ program: LoyaltyProgram) async throws -> Sale {
    guard namesMember else { return sale }
    var file = StoreOptions()
    file.store = store
    return try await file.use { members in
      if let buyer = try buyer.reference() {
        return try await sale.of(buyer, in: members, program: program)
      }
      let register = StoreRegister(members, unknownCards: .enrolOnFirstUse)
      guard let judgement = try await card.judge(on: sale.date, register: register) else {
        return sale
      }
      return try await sale.of(judgement, in: members, program: program)
    }
  }

  func run() async throws {
    let path = sale ?? file ?? "-"
    let program = try ProgramFile.load(self.program, on: date)
    let rules = try RulesFile.rules(self.rules, program: program, language: speech.language)
    if lines { return try await answerLines(of: path, rules, program) }
    let documents = SaleDocuments(try InputFile.bytes(path))
    if documents.areLines {
      for (line, bytes) in documents.numbered {
        try await answer(.bytes(bytes), line, rules, program)
      }
      return
    }
    let sale = try await found(
      try Sale.read(json: documents.numbered[0].bytes, businessDate: date), program)
    let quote = try await rules.quote(sale)
    if speech.json || !StandardOutput.isTerminal {
      StandardOutput.write(quote.json(language: speech.language, program: program))
    } else {
      StandardOutput.write(
        QuoteWords(sale: sale, quote: quote, program: program).text(speech.language))
    }
  }

  /// Answers each line as it arrives.
  private func answerLines(
    of path: String, _ rules: any LoyaltyRules, _ program: LoyaltyProgram
  ) async throws {
    var lines = try SaleLines(path)
    defer { lines.close() }
    while let line = try await lines.next() {
      try await answer(line, lines.number, rules, program)
    }
  }

  /// Answers one line with its quote or its error. Throws ``PlainError`` when the answer cannot be written.
  private func answer(
    _ line: SaleLines.Line, _ number: Int, _ rules: any LoyaltyRules, _ program: LoyaltyProgram
  ) async throws {
    let text: String
    do {
      guard case .bytes(let bytes) = line else { throw PlainError.lineTooLong }
      let quote = try await rules.quote(Sale.read(json: bytes, businessDate: date))
      text = quote.json(language: speech.language, program: program)
    } catch {
      let explained = error as? any ExplainedError ?? PlainError(error)
      text = ErrorEnvelope(explained, speech.language, line: number).json
    }
    guard StandardOutput.write(text) else { throw PlainError.outputLost(line: number) }
  }
}
