import Loyalty
import Wording

/// The end of a comparison as a program reads it: the sums, the rules that differ, the examples.
struct ComparisonRecord: Encodable {
  struct Side: Encodable {
    var due: String?
    var points: Int64?
    var refused: String?
    var reason: String?

    init(_ outcome: ProgramComparison.Outcome, reason: String? = nil) {
      self.reason = reason
      switch outcome {
      case .priced(let due, let points): (self.due, self.points) = (due.description, points)
      case .refused(let code): refused = code
      }
    }
  }

  /// One sale.
  struct Entry: Encodable {
    let saleId: String
    let differs: Bool
    let old: Side
    let new: Side

    init(_ entry: ProgramComparison.Entry, _ language: Language) {
      (saleId, differs) = (entry.saleID, entry.differs)
      old = Side(entry.old, reason: entry.oldReason?[language])
      new = Side(entry.new, reason: entry.newReason?[language])
    }
  }

  struct Summary: Encodable {
    let sales: Int
    let differing: Int
    let pricedByBoth: Int
    /// `nil` where no sale is priced by both.
    let oldDue: String?
    let newDue: String?
    let oldPoints: Int64?
    let newPoints: Int64?
    let changes: [Change]
    let examples: [Example]
  }

  struct Change: Encodable {
    let rule: String?
    let before: [String]
    let after: [String]
  }

  struct Example: Encodable {
    let level: String
    let price: String
    let old: Side
    let new: Side
  }

  let summary: Summary

  init(
    _ comparison: ProgramComparison, _ old: LoyaltyProgram, _ new: LoyaltyProgram,
    _ language: Language
  ) {
    let totals = comparison.inTotals > 0 ? comparison.totals : nil
    summary = Summary(
      sales: comparison.sales.count, differing: comparison.differing,
      pricedByBoth: comparison.inTotals, oldDue: totals?.oldDue.description,
      newDue: totals?.newDue.description, oldPoints: totals?.oldPoints,
      newPoints: totals?.newPoints,
      changes: ProgramComparison.changes(from: old, to: new).map {
        Change(
          rule: $0.rule?.description, before: $0.before.map { $0[language] },
          after: $0.after.map { $0[language] })
      },
      examples: ProgramComparison.examples(from: old, to: new).map {
        Example(
          level: $0.level, price: $0.price.description, old: Side($0.old), new: Side($0.new))
      })
  }
}
