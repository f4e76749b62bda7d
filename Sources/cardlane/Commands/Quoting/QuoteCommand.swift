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
  @Flag(help: "Each line is a sale of its own.")
  var lines = false
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let engine = RuleEngine(try ProgramFile.load(program))
    if lines, sale == "-" {
      var number = 0
      while let line = readLine() {
        number += 1
        if !line.allSatisfy(\.isWhitespace) { answer(line, number, engine) }
      }
      return
    }
    let documents = SaleDocuments(try InputFile.text(sale))
    if documents.areLines || lines {
      for (line, text) in documents.numbered { answer(text, line, engine) }
      return
    }
    let sale = try Sale.read(json: documents.texts[0], businessDate: date)
    let quote = try engine.quote(sale)
    if speech.json || !StandardOutput.isTerminal {
      StandardOutput.write(quote.json(language: speech.language, program: engine.program))
    } else {
      StandardOutput.write(
        QuoteWords(sale: sale, quote: quote, program: engine.program).text(speech.language))
    }
  }

  private func answer(_ text: String, _ number: Int, _ engine: RuleEngine) {
    do throws(SaleError) {
      let quote = try engine.quote(Sale.read(json: text, businessDate: date))
      StandardOutput.write(quote.json(language: speech.language, program: engine.program))
    } catch {
      StandardOutput.write(ErrorEnvelope(error, speech.language, line: number).json)
    }
  }
}
