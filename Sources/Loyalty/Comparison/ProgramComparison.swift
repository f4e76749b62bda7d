import BusinessCalendar
public import Wording

/// What would change if one version of a program took another's place, on a set of sales.
///
/// A version that begins next month is tried on the sales of yesterday, as if both were in force on the day of
/// each sale.
public struct ProgramComparison: Sendable, Hashable {
  /// The two versions.
  public var old: ProgramVersion
  public var new: ProgramVersion
  /// One entry a sale, in the same order.
  public var sales: [Entry]

  /// One sale under both versions.
  public struct Entry: Sendable, Hashable {
    /// The sale's id.
    public var saleID: String
    /// Under the old version; the mistakes where it refuses the sale.
    public var old: Outcome
    /// Under the new version.
    public var new: Outcome
    /// Why the old version refuses the sale; `nil` where it prices it.
    public var oldReason: Sentence?
    /// Why the new version refuses the sale; `nil` where it prices it.
    public var newReason: Sentence?

    /// Whether amount or points differ, or one version refuses what the other prices.
    public var differs: Bool { old != new }
    /// Whether both versions price the sale, so that the totals hold it.
    public var isInTotals: Bool { oldReason == nil && newReason == nil }
  }

  /// What a version makes of a sale.
  public enum Outcome: Sendable, Hashable {
    /// Amount due and points (bonus included).
    case priced(due: Money, points: Int64)
    /// Refused, by the code of its error.
    case refused(code: String)
  }

  /// Prices every sale under both versions.
  public init(old: LoyaltyProgram, new: LoyaltyProgram, sales: some Sequence<Sale>) {
    let oldEngine = RuleEngine(old.undated)
    let newEngine = RuleEngine(new.undated)
    self.old = old.identity
    self.new = new.identity
    self.sales = sales.map { sale in
      let (before, oldReason) = Self.outcome(oldEngine, sale)
      let (after, newReason) = Self.outcome(newEngine, sale)
      return Entry(
        saleID: sale.id, old: before, new: after, oldReason: oldReason, newReason: newReason)
    }
  }

  static func outcome(_ engine: RuleEngine, _ sale: Sale) -> (Outcome, Sentence?) {
    do throws(SaleError) {
      let quote = try engine.quote(sale)
      let points = quote.points.earned.saturating(plus: quote.points.bonus)
      return (.priced(due: quote.due, points: points), nil)
    } catch {
      return (.refused(code: error.code), error.message)
    }
  }

  /// How many sales the totals hold: those that both versions price.
  public var inTotals: Int { sales.count { $0.isInTotals } }

  /// How many sales differ.
  public var differing: Int { sales.count { $0.differs } }

  /// The sums over the sales that both versions price (``inTotals``): what members pay and earn, old and
  /// new. They say nothing about sales that a version refuses.
  public var totals: (oldDue: Money, newDue: Money, oldPoints: Int64, newPoints: Int64) {
    var due = (old: Int64(0), new: Int64(0))
    var points = (old: Int64(0), new: Int64(0))
    for entry in sales {
      guard case .priced(let oldDue, let oldPoints) = entry.old,
        case .priced(let newDue, let newPoints) = entry.new
      else { continue }
      due.old = due.old.saturating(plus: oldDue.fen)
      due.new = due.new.saturating(plus: newDue.fen)
      points.old = points.old.saturating(plus: oldPoints)
      points.new = points.new.saturating(plus: newPoints)
    }
    return (Money(fen: due.old), Money(fen: due.new), points.old, points.new)
  }
}

extension LoyaltyProgram {
  /// The same rules without a first and a last day.
  fileprivate var undated: LoyaltyProgram {
    var program = self
    program.effective = .earliest
    program.until = nil
    return program
  }
}
