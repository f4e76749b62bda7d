public import Loyalty
public import Wording

/// The end of a comparison as a program reads it: the sums, the rules that differ, the examples.
public struct ComparisonRecord: Encodable {
  fileprivate struct Side: Encodable {
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

  /// One sale that was tried under both.
  public struct Entry: Encodable {
    private let saleId: String
    private let differs: Bool
    private let old: Side
    private let new: Side

    /// What became of a sale, in the words of a language.
    public init(_ entry: ProgramComparison.Entry, _ language: Language) {
      (saleId, differs) = (entry.saleID, entry.differs)
      old = Side(entry.old, reason: entry.oldReason?[language])
      new = Side(entry.new, reason: entry.newReason?[language])
    }
  }

  private struct Summary: Encodable {
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

  private struct Change: Encodable {
    let rule: String?
    let before: [String]
    let after: [String]
  }

  private struct Example: Encodable {
    let level: String
    let price: String
    let old: Side
    let new: Side
  }

  private let summary: Summary

  /// The end of a comparison in the words of a language.
  public init(
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
