public import BusinessCalendar

/// How points are earned, expire and come back.
public struct PointsRules: Sendable, Hashable {
  /// The rule of earning.
  public let rule: RuleID
  /// For each full step of this amount…
  public let every: Money
  /// … so many points.
  public let earn: Int64
  /// The kinds of goods that earn.
  public let earnedBy: Set<LineKind>
  /// The special tenders that earn all the same; others earn nothing.
  public let earningTenders: Set<String>
  /// How long points are valid.
  public let expiry: Expiry
  /// The rule of expiry; `nil` where points never expire.
  public let expiryRule: RuleID?
  /// What happens when returned goods' points are already spent.
  public let afterReturn: ShortfallPolicy
  /// Extra points on a large purchase (rule B11).
  public let bonus: Bonus?
  /// The lucky digit (rule B9).
  public let draw: Draw?

  /// How long points are valid.
  public enum Expiry: Sendable, Hashable {
    /// For ever.
    case never
    /// To 31 December of the year in which they were earned (rule A18).
    case yearEnd
    /// A number of calendar months, to the day.
    case months(Int)

    /// The last valid day of points earned on a day; `nil` when there is none.
    public func lastDay(ofPointsEarned date: BusinessDate) -> BusinessDate? {
      switch self {
      case .never: nil
      case .yearEnd: date.endOfYear
      case .months(let months): date.adding(months: months)
      }
    }
  }

  /// What happens when returned goods' points are already spent.
  public enum ShortfallPolicy: String, Sendable, Hashable, CaseIterable {
    /// What cannot be taken is forgiven.
    case clamp
    /// The balance goes below zero.
    case negative
  }
}

/// Extra points on a purchase that earns many (rule B11).
public struct Bonus: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// From so many points earned by one purchase on…
  public let fromPoints: Int64
  /// … so many extra.
  public let points: Int64
}

/// A lottery draw when the balance ends in a digit (rule B9).
public struct Draw: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// The lucky last digit, 0 to 9.
  public let lastDigit: Int64
}

/// What points can be spent on.
public struct RedemptionRules: Sendable, Hashable {
  /// The store's catalogue (rules A21 to A24); `nil` where there is none.
  public let catalogue: CatalogueRules?
  /// A ladder of tag prices (rule B6).
  public let ladder: RedemptionLadder?
  /// Money off the sale (rule C2).
  public let moneyOff: MoneyOff?
  /// What points are worth between merchants where they buy a gift or an item (rule C7); `nil` where the
  /// file declares nothing.
  public let settledAt: PointsValue?

  /// What a merchant in whose shop points buy a gift is owed for them by the one where they were earned:
  /// as declared, else what the same points would take off a sale; `nil` where they are worth no money.
  public var settlementValue: PointsValue? {
    settledAt
      ?? moneyOff.map { PointsValue(rule: $0.rule, points: $0.points, amount: $0.amount) }
  }
}

/// What points are worth in money (rule C7).
public struct PointsValue: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// So many points…
  public let points: Int64
  /// … are worth this much.
  public let amount: Money

  /// What a number of points is worth, rounded half-up to the fen; at most the largest total of a sale,
  /// 100,000,000,000.00.
  public func worth(of count: Int64) -> Money {
    let whole = Int128(points)
    let fen = (Int128(max(0, count)) * Int128(amount.fen) * 2 + whole) / (whole * 2)
    return Money(fen: Int64(min(fen, Int128(Bounds.sale.fen))))
  }
}

/// Redemption by the store's current poster.
public struct CatalogueRules: Sendable, Hashable {
  /// The rule that the gifts are those of the poster (rule A24).
  public let rule: RuleID
  /// The rule that refuses too few points (rule A21).
  public let shortRule: RuleID
  /// The rule that a redemption is final (rules A22, A23).
  public let finalRule: RuleID
}

/// So many points for one item up to a tag price (rule B6).
public struct RedemptionLadder: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// The rule of telling the member (rule B14).
  public let remindRule: RuleID?
  /// The rungs, lowest first, both columns rising.
  public let rungs: [Rung]
  /// Each further so many points…, or `nil` when the ladder ends.
  public let further: Rung?
  /// The kinds of goods that cannot be redeemed.
  public let excluded: Set<LineKind>

  /// One rung.
  public struct Rung: Sendable, Hashable {
    /// Points to be spent.
    public let points: Int64
    /// The highest tag price (标价) they cover.
    public let upTo: Money
  }
}

/// Points for money off the sale (rule C2).
public struct MoneyOff: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// Points in one step.
  public let points: Int64
  /// Money off for one step.
  public let amount: Money
  /// At most this share of the amount due.
  public let atMost: Rate
}
