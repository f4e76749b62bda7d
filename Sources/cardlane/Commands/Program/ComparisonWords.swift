import Loyalty
import Wording

/// A comparison for people: the rules that differ, what purchases come to, the sales that differ, the sums.
struct ComparisonWords {
  private let comparison: ProgramComparison
  private let changes: [RuleChange]
  private let examples: [ProgramComparison.Example]
  private let new: LoyaltyProgram
  private let hasSales: Bool

  init(_ comparison: ProgramComparison, old: LoyaltyProgram, new: LoyaltyProgram, hasSales: Bool) {
    self.comparison = comparison
    self.new = new
    self.hasSales = hasSales
    changes = ProgramComparison.changes(from: old, to: new)
    examples = ProgramComparison.examples(from: old, to: new)
  }

  func text(_ language: Language) -> String {
    var lines: [String] = []
    for change in changes {
      lines.append(change.rule?.description ?? "–")
      lines += change.before.map { "  - " + $0[language] }
      lines += change.after.map { "  + " + $0[language] }
    }
    if changes.isEmpty { lines.append(Self.same[language]) }
    for example in examples where example.old != example.new {
      let level = new.levelName(example.level)[language]
      lines.append(
        "\(level)  \(example.price):  \(Self.words(example.old))  →  \(Self.words(example.new))")
    }
    guard hasSales else { return lines.joined(separator: "\n") }
    lines.append("")
    for entry in comparison.sales where entry.differs || !entry.isInTotals {
      lines.append(
        "\(entry.saleID)  \(Self.words(entry.old))  →  \(Self.words(entry.new))")
      for reason in Set([entry.oldReason, entry.newReason].compactMap(\.?[language])).sorted() {
        lines += reason.split(separator: "\n").map { "    " + $0 }
      }
    }
    lines.append(summary[language])
    return lines.joined(separator: "\n")
  }

  private static func words(_ outcome: ProgramComparison.Outcome) -> String {
    switch outcome {
    case .priced(let due, let points): "\(due) (+\(points))"
    case .refused(let code): "× \(code)"
    }
  }

  private static let same = Sentence(
    zhHans: "两个版本的规则相同。", zhHant: "兩個版本的規則相同。", en: "The two versions say the same.")

  private var summary: Sentence {
    let (count, differing, both) = (
      comparison.sales.count, comparison.differing, comparison.inTotals
    )
    let refused = count - both
    guard both > 0 else {
      return Sentence(
        zhHans: "\(count)笔中\(differing)笔不同。没有一笔是两个版本都能计价的，因此没有合计。",
        zhHant: "\(count)筆中\(differing)筆不同。沒有一筆是兩個版本都能計價的，因此沒有合計。",
        en:
          "\(differing) of \(count) sales differ. No sale is priced by both, so there are no sums.")
    }
    let totals = comparison.totals
    return Sentence(
      zhHans:
        "\(count)笔中\(differing)笔不同。两个版本都能计价的\(both)笔：应付 \(totals.oldDue) → \(totals.newDue)，"
        + "积分 \(totals.oldPoints) → \(totals.newPoints)。"
        + (refused > 0 ? "另有\(refused)笔被拒，不在合计内。" : ""),
      zhHant:
        "\(count)筆中\(differing)筆不同。兩個版本都能計價的\(both)筆：應付 \(totals.oldDue) → \(totals.newDue)，"
        + "積分 \(totals.oldPoints) → \(totals.newPoints)。"
        + (refused > 0 ? "另有\(refused)筆被拒，不在合計內。" : ""),
      en:
        "\(differing) of \(count) sales differ. Of the \(both) that both versions price: due "
        + "\(totals.oldDue) → \(totals.newDue), points \(totals.oldPoints) → \(totals.newPoints)."
        + (refused > 0 ? " \(refused) more are refused and not in the sums." : ""))
  }
}
