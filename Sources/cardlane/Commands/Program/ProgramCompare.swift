import ArgumentParser
import Foundation
import Loyalty
import Wire
import Wording

struct ProgramCompare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Show what another version of a program would change.",
    discussion: """
      Says in words which rules differ, what a purchase of 100.00 and of 1000.00 comes to under both \
      versions for each level, and, with --sales, prices every sale under both and lists those that \
      differ, as if both were in force on the day of each sale. The sums hold the sales that both versions \
      price; the others are listed with the reason.
      A sale that cannot be read is named with its line, and the rest goes on; exit status 2 then.

      Example: cardlane program compare 2026.yaml 2027.yaml --sales yesterday.jsonl
      """)

  @Argument(help: "The program file in force.")
  var old: String
  @Argument(help: "The program file that would take its place.")
  var new: String
  @Option(help: "Sales to try: one JSON object, or one a line; - is standard input.")
  var sales: String?
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let (old, new) = (try ProgramFile.load(old), try ProgramFile.load(new))
    let (tried, isBroken) = try read()
    let comparison = ProgramComparison(old: old, new: new, sales: tried)
    if speech.json {
      for entry in comparison.sales {
        StandardOutput.write(
          try JSONLine.text(ComparisonRecord.Entry(entry, speech.language)))
      }
      StandardOutput.write(
        try JSONLine.text(ComparisonRecord(comparison, old, new, speech.language)))
    } else {
      let words = ComparisonWords(comparison, old: old, new: new, hasSales: sales != nil)
      StandardOutput.write(words.text(speech.language))
    }
    if isBroken { throw ExitCode(ErrorNature.input.rawValue) }
  }

  /// The sales that can be read; the others are named on standard error.
  private func read() throws -> (sales: [Sale], isBroken: Bool) {
    guard let sales else { return ([], false) }
    let documents = SaleDocuments(try InputFile.bytes(sales))
    var read: [Sale] = []
    var isBroken = false
    for (line, bytes) in documents.numbered {
      do {
        read.append(try Sale.read(json: bytes))
      } catch {
        isBroken = true
        let number = documents.areLines ? line : nil
        StandardError.write(ErrorEnvelope(error, speech.language, line: number).json)
      }
    }
    return (read, isBroken)
  }
}
