public import BusinessCalendar

/// A purchase as far as joining is concerned.
public struct Purchase: Sendable, Hashable {
  /// The business date.
  public var date: BusinessDate
  /// What was paid (实付金额), without fees, top-ups and returned goods.
  public var paid: Money

  /// Makes a purchase.
  public init(date: BusinessDate, paid: Money) {
    self.date = date
    self.paid = paid
  }
}

/// Who may join (rules A4, A5, B1).
public enum Eligibility {
  /// The joining rules that a customer's purchases meet, in the order of the program file.
  ///
  /// - Parameters:
  ///   - program: the program with its joining rules.
  ///   - purchases: the customer's purchases, today's included, in any order.
  ///   - today: the business date on which every window ends.
  public static func met(
    program: LoyaltyProgram, purchases: [Purchase], today: BusinessDate
  ) -> [JoiningRule] {
    program.joining.filter { spent(in: $0.within, purchases, today) >= $0.spend }
  }

  /// The met rule that leads to the highest level; `nil` when none is met.
  public static func highest(
    program: LoyaltyProgram, purchases: [Purchase], today: BusinessDate
  ) -> JoiningRule? {
    var best: (rank: Int, rule: JoiningRule)?
    for rule in met(program: program, purchases: purchases, today: today) {
      let rank = program.levels.firstIndex { $0.id == rule.level } ?? -1
      if rank > best?.rank ?? -1 { best = (rank, rule) }
    }
    return best?.rule
  }

  /// The rule that is nearest to being met, and how much is missing; `nil` where one is met already
  /// or nobody can join by buying.
  public static func nearest(
    program: LoyaltyProgram, purchases: [Purchase], today: BusinessDate
  ) -> (rule: JoiningRule, missing: Money)? {
    guard met(program: program, purchases: purchases, today: today).isEmpty else { return nil }
    return program.joining
      .map { ($0, $0.spend - spent(in: $0.within, purchases, today)) }
      .min { $0.1 < $1.1 }
  }

  /// What counts in a window: the largest purchase up to today, today's sum, or the sum of a rolling window
  /// that starts after the same day some months ago and ends today.
  static func spent(
    in window: JoiningRule.Window, _ purchases: [Purchase], _ today: BusinessDate
  ) -> Money {
    switch window {
    case .onePurchase:
      return purchases.lazy.filter { $0.date <= today }.map(\.paid).max() ?? .zero
    case .oneDay:
      return sum(purchases) { $0 == today }
    case .months(let months):
      let start = today.adding(months: -months)
      return sum(purchases) { $0 > start && $0 <= today }
    }
  }

  private static func sum(_ purchases: [Purchase], where counts: (BusinessDate) -> Bool) -> Money {
    var fen: Int64 = 0
    for purchase in purchases where counts(purchase.date) {
      fen = fen.saturating(plus: purchase.paid.fen)
    }
    return Money(fen: fen)
  }
}
