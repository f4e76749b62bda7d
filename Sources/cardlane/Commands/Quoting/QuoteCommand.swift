import ArgumentParser
import BusinessCalendar
import Desk
import Foundation
import Loyalty
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

      Example: cardlane quote --program programs/chain-store.yaml --sale sale.json
      """)

  @Option(help: "The program file.")
  var program: String
  @Option(help: "The sale as JSON, or one sale a line; - is standard input.")
  var sale: String
  @Option(
    help: "The business date, YYYY-MM-DD; a sale with another date is refused.",
    transform: DateOptions.parse)
  var date: BusinessDate?
  @Option(help: "A file that says who decides prices instead: a service over HTTP.")
  var rules: String?
  @Flag(help: "Each line is a sale of its own.")
  var lines = false
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let rules = try RulesFile.rules(self.rules, program: program, language: speech.language)
    if lines { return try await answerLines(rules, program) }
    let documents = SaleDocuments(try InputFile.bytes(sale))
    if documents.areLines {
      for (line, bytes) in documents.numbered {
        try await answer(.bytes(bytes), line, rules, program)
      }
      return
    }
    let sale = try Sale.read(json: documents.numbered[0].bytes, businessDate: date)
    let quote = try await rules.quote(sale)
    if speech.json || !StandardOutput.isTerminal {
      StandardOutput.write(quote.json(language: speech.language, program: program))
    } else {
      StandardOutput.write(
        QuoteWords(sale: sale, quote: quote, program: program).text(speech.language))
    }
  }

  /// Answers each line as it arrives.
  private func answerLines(_ rules: any LoyaltyRules, _ program: LoyaltyProgram) async throws {
    var lines = try SaleLines(sale)
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
