import ArgumentParser
import BusinessCalendar
import Foundation
import Loyalty
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
    if lines, sale == "-" {
      var number = 0
      while let line = readLine() {
        number += 1
        if !line.allSatisfy(\.isWhitespace) { await answer(line, number, rules, program) }
      }
      return
    }
    let documents = SaleDocuments(try InputFile.text(sale))
    if documents.areLines || lines {
      for (line, text) in documents.numbered { await answer(text, line, rules, program) }
      return
    }
    let sale = try Sale.read(json: documents.texts[0], businessDate: date)
    let quote = try await rules.quote(sale)
    if speech.json || !StandardOutput.isTerminal {
      StandardOutput.write(quote.json(language: speech.language, program: program))
    } else {
      StandardOutput.write(
        QuoteWords(sale: sale, quote: quote, program: program).text(speech.language))
    }
  }

  private func answer(
    _ text: String, _ number: Int, _ rules: any LoyaltyRules, _ program: LoyaltyProgram
  ) async {
    do {
      let quote = try await rules.quote(Sale.read(json: text, businessDate: date))
      StandardOutput.write(quote.json(language: speech.language, program: program))
    } catch {
      let explained = error as? any ExplainedError ?? PlainError(error)
      StandardOutput.write(ErrorEnvelope(explained, speech.language, line: number).json)
    }
  }
}
