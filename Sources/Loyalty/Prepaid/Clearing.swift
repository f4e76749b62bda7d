public import BusinessCalendar

/// Money that one store or merchant owes another.
public struct Transfer: Sendable, Hashable {
  /// Who owes.
  public var from: String
  /// Who is owed.
  public var to: String
  /// How much; above 0.
  public var amount: Money
  /// The business date.
  public var date: BusinessDate

  /// Makes a transfer.
  public init(from: String, to: String, amount: Money, date: BusinessDate) {
    self.from = from
    self.to = to
    self.amount = amount
    self.date = date
  }
}

/// The monthly settlement between stores (rule C5) and between merchants (rule C7).
public enum Clearing {
  /// What each pair owes for a month, set off against each other, sorted by names; pairs that are
  /// even are left out.
  ///
  /// - Parameters:
  ///   - transfers: all transfers, of any month.
  ///   - year: the calendar year.
  ///   - month: the month, 1 to 12.
  public static func settle(
    _ transfers: some Sequence<Transfer>, year: Int, month: Int
  ) -> [Settlement] {
    var sums: [Pair: Int64] = [:]
    for transfer in transfers
    where transfer.date.year == year && transfer.date.month == month
      && transfer.from != transfer.to
    {
      let pair = Pair(transfer.from, transfer.to)
      let sign: Int64 = pair.first == transfer.from ? 1 : -1
      sums[pair, default: 0] = sums[pair, default: 0].saturating(plus: sign * transfer.amount.fen)
    }
    return sums.filter { $0.value != 0 }
      .map { pair, fen in
        fen > 0
          ? Settlement(from: pair.first, to: pair.second, amount: Money(fen: fen))
          : Settlement(from: pair.second, to: pair.first, amount: Money(fen: -fen))
      }
      .sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  }

  /// What merchants owe when their points are spent at another one (rule C7).
  ///
  /// - Parameters:
  ///   - points: whose points were spent, and how many; a merchant's own are among them.
  ///   - merchant: where they were spent.
  ///   - rule: what the points are worth there, in whole steps of their sum.
  ///   - date: the business date.
  /// - Returns: one transfer for each other merchant, in the same order; their sum and the merchant's own
  ///   share are exactly what the points took off.
  public static func transfers(
    for points: [(merchant: String, points: Int64)], spentAt merchant: String, rule: MoneyOff,
    on date: BusinessDate
  ) -> [Transfer] {
    let weights = points.map { min(max(0, $0.points), Bounds.points) }
    let steps = weights.reduce(Int64(0)) { $0.saturating(plus: $1) } / rule.points
    let amount = Int64(min(Int128(steps) * Int128(rule.amount.fen), Int128(Bounds.sale.fen)))
    let shares = Spreading.spread(amount, over: weights)
    return zip(points, shares).compactMap { entry, share in
      guard entry.merchant != merchant, share > 0 else { return nil }
      return Transfer(
        from: entry.merchant, to: merchant, amount: Money(fen: share), date: date)
    }
  }

  /// What each merchant bears of an amount that its points, with those of others, took off a sale (rule C7):
  /// in proportion to the points; the parts sum exactly.
  ///
  /// - Parameters:
  ///   - amount: what the points took off.
  ///   - points: the points of each merchant.
  public static func shares(of amount: Money, for points: [Int64]) -> [Money] {
    let weights = points.map { min(max(0, $0), Bounds.points) }
    return Spreading.spread(amount.fen, over: weights).map(Money.init(fen:))
  }

  /// The net amount that one party pays another for a month.
  public struct Settlement: Sendable, Hashable {
    /// Who pays.
    public var from: String
    /// Who is paid.
    public var to: String
    /// How much.
    public var amount: Money
  }

  private struct Pair: Hashable {
    let first: String
    let second: String

    init(_ one: String, _ other: String) {
      (first, second) = one < other ? (one, other) : (other, one)
    }
  }
}
