import Receipts
import Lane
import VIPCard
import Wording

/// A slip with what the cashier is told beside it, line by line.
struct SlipWords {
  private var lines: [String] = []
  private let language: Language

  init(_ language: Language) { self.language = language }

  /// What became of the card that was shown.
  mutating func add(_ judgement: CardJudgement?) {
    guard let judgement else { return }
    lines.append("✓ " + judgement.message[language])
    if let next = judgement.nextStep { lines.append("  → " + next[language]) }
  }

  /// Something that the cashier should know before the customer leaves.
  mutating func add(warning: Sentence?) {
    if let warning { lines.append("! " + warning[language]) }
  }

  /// That all this had been done before; nothing where it had not.
  mutating func add(repeated: Bool, _ sentence: Sentence) {
    if repeated { lines.append(sentence[language]) }
  }

  /// What had waited for the printer and came out now.
  mutating func add(caughtUp slips: [SlipCopy]) {
    guard !slips.isEmpty else { return }
    let numbers = slips.map(\.receipt.number).reduce(into: [String]()) {
      if $0.last != $1 { $0.append($1) }
    }.joined(separator: " ")
    add(
      warning: Sentence(
        zhHans: "补打了之前等待的小票：\(numbers)。", zhHant: "補印了先前等待的簽單：\(numbers)。",
        en: "Printed besides, because they had waited: \(numbers)."))
  }

  /// The words, and below them the slip.
  func text(_ slips: [SlipCopy], _ receipt: Receipt) -> String {
    let slip = PlainText.render(Layout(slips.first?.receipt ?? receipt))
    return (lines + [slip]).joined(separator: "\n")
  }
}
