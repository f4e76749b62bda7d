import Documents

/// What a return gives back: money by frozen shares, and points by recomputation.
public struct ReturnResult: Sendable, Hashable {
  /// The sale it belongs to.
  public var saleID: String
  /// The program and version of the sale, which decided.
  public var program: ProgramVersion
  /// One entry a returned line.
  public var lines: [ReturnedLine]
  /// What is refunded in money.
  public var refund: Money
  /// What happens to the points.
  public var points: ReturnedPoints
}

/// What comes back for one line.
public struct ReturnedLine: Sendable, Hashable {
  /// The sale line's id.
  public var id: String
  /// How much of it.
  public var quantity: Quantity
  /// The refund: the line's frozen net for what was returned so far, less earlier refunds.
  public var refund: Money
  /// The part that had been paid with points; it comes back as points.
  public var moneyOff: Money
}

/// What a return does to the points.
public struct ReturnedPoints: Sendable, Hashable {
  /// The amount that the sale's points are counted on after all returns so far.
  public var basisAfter: Money = .zero
  /// What is left of the points earned by the sale, by the same rules.
  public var earnedAfter: Int64 = 0
  /// What is left of the bonus (rule B11).
  public var bonusAfter: Int64 = 0
  /// How far earned points and bonus fall by this return. What was ever earned falls by as much.
  public var revoked: Int64 = 0
  /// How much the period's spending falls, where levels count it.
  public var spentReduction: Money = .zero
  /// Which lots the revoked points are taken from: the sale's own first.
  public var taken: [LotUse] = []
  /// Revoked points that were already spent and are forgiven (`clamp`); they stay forgiven.
  public var forgiven: Int64 = 0
  /// Revoked points that were already spent and are owed (`negative`).
  public var owed: Int64 = 0
  /// Points spent on the sale that come back.
  public var restored: Int64 = 0
  /// Which lots they go back into, with their old expiry.
  public var restoredTo: [LotUse] = []
  /// The rules that decided.
  public var rules: [RuleID] = []

  /// Makes an entry in which nothing happens.
  public init() {}
}

extension ReturnResult {
  /// The result as compact JSON with keys in a fixed order.
  public var json: String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.text("saleId", saleID)
      writer.object("program") {
        $0.text("id", program.id)
        $0.text("version", program.version)
      }
      writer.list("lines", lines) { writer, line in
        writer.object {
          $0.text("id", line.id)
          $0.text("quantity", line.quantity.description)
          $0.amount("refund", line.refund)
          $0.amount("moneyOff", line.moneyOff)
        }
      }
      writer.amount("refund", refund)
      writer.object("points") {
        $0.amount("basisAfter", points.basisAfter)
        $0.number("earnedAfter", points.earnedAfter)
        $0.number("bonusAfter", points.bonusAfter)
        $0.number("revoked", points.revoked)
        $0.number("taken", points.taken.reduce(0) { $0 + $1.points })
        $0.number("forgiven", points.forgiven)
        $0.number("owed", points.owed)
        $0.number("restored", points.restored)
        $0.rules("rules", points.rules)
      }
    }
    return writer.text
  }
}
