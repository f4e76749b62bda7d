import ArgumentParser
import Loyalty
import Wording

struct ProgramCompare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Show what another version of a program would change.",
    discussion: """
      Prices every sale under both versions and lists those that differ, then the sums of those that \
      both price.

      Example: cardlane program compare 2026.yaml 2027.yaml --sales yesterday.jsonl
      """)

  @Argument(help: "The program file in force.")
  var old: String
  @Argument(help: "The program file that would take its place.")
  var new: String
  @Option(help: "Sales to try: one JSON object, or one a line; - is standard input.")
  var sales: String
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let comparison = ProgramComparison(
      old: try ProgramFile.load(old), new: try ProgramFile.load(new),
      sales: try SaleDocuments(InputFile.text(sales)).texts.map { try Sale.read(json: $0) })
    if speech.json {
      for entry in comparison.sales {
        StandardOutput.write(try JSONLine.text(Record(entry)))
      }
      return
    }
    for entry in comparison.sales where entry.differs {
      StandardOutput.write("\(entry.saleID)  \(Self.words(entry.old))  →  \(Self.words(entry.new))")
    }
    StandardOutput.write(Self.summary(comparison)[speech.language])
  }

  private static func words(_ outcome: ProgramComparison.Outcome) -> String {
    switch outcome {
    case .priced(let due, let points): "\(due) (+\(points))"
    case .refused(let code): code
    }
  }

  private static func summary(_ comparison: ProgramComparison) -> Sentence {
    let (count, differing) = (comparison.sales.count, comparison.differing)
    let totals = comparison.totals
    return Sentence(
      zhHans:
        "\(count)笔中\(differing)笔不同；应付合计 \(totals.oldDue) → \(totals.newDue)，"
        + "积分合计 \(totals.oldPoints) → \(totals.newPoints)。",
      zhHant:
        "\(count)筆中\(differing)筆不同；應付合計 \(totals.oldDue) → \(totals.newDue)，"
        + "積分合計 \(totals.oldPoints) → \(totals.newPoints)。",
      en:
        "\(differing) of \(count) sales differ; due \(totals.oldDue) → \(totals.newDue), "
        + "points \(totals.oldPoints) → \(totals.newPoints).")
  }

  private struct Record: Encodable {
    struct Side: Encodable {
      var due: String?
      var points: Int64?
      var refused: String?

      init(_ outcome: ProgramComparison.Outcome) {
        switch outcome {
        case .priced(let due, let points): (self.due, self.points) = (due.description, points)
        case .refused(let code): refused = code
        }
      }
    }

    let saleId: String
    let differs: Bool
    let old: Side
    let new: Side

    init(_ entry: ProgramComparison.Entry) {
      (saleId, differs) = (entry.saleID, entry.differs)
      (old, new) = (Side(entry.old), Side(entry.new))
    }
  }
}
