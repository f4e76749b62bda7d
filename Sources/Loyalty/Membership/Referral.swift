public import BusinessCalendar

/// Points for the member who brought a member (rule C8).
public struct ReferralCredit: Sendable, Hashable {
  /// The member who is credited.
  public var member: String
  /// The points.
  public var points: Int64
  /// The rule.
  public var rule: RuleID
  /// What the new member's purchase came to.
  public var basis: Money
  /// The program and version that decided.
  public var program: ProgramVersion
  /// The sale that brought the credit.
  public var saleID: String
}

extension LoyaltyProgram {
  /// What the referring member is credited for a new member's sale; `nil` when nothing.
  ///
  /// - Parameters:
  ///   - referrer: who brought the buyer; `nil` when nobody did.
  ///   - quote: the buyer's sale.
  ///   - firstPurchase: whether it is the buyer's first purchase as a member.
  public func referralCredit(
    to referrer: String?, for quote: Quote, firstPurchase: Bool
  ) -> ReferralCredit? {
    guard let referral, let referrer, firstPurchase, quote.level != nil,
      quote.points.basis >= referral.firstPurchase
    else { return nil }
    return ReferralCredit(
      member: referrer, points: referral.points, rule: referral.rule, basis: quote.points.basis,
      program: quote.program, saleID: quote.saleID)
  }

  /// The entry that a credit is in the referring member's ledger: a lot of its own, valid as long as
  /// points earned that day.
  public func entry(for credit: ReferralCredit, on date: BusinessDate) -> LedgerEntry {
    LedgerEntry(
      date: date,
      change: .earned(
        lot: "referral:" + credit.saleID, points: credit.points,
        expires: points.expiry.lastDay(ofPointsEarned: date), pending: false,
        why: EarningReason(basis: credit.basis, rules: [credit.rule], program: credit.program)),
      cause: credit.saleID)
  }

  /// Whether a credit stays when goods of the new member's first purchase come back: as long as what is
  /// left of it would have brought the credit.
  public func keepsReferral(_ result: ReturnResult) -> Bool {
    referral.map { result.points.basisAfter >= $0.firstPurchase } ?? true
  }

  /// The level that a member has in a new period (rule C1): the highest one whose threshold was reached
  /// in the period that ended, or as far below the level so far as the program allows (``Advancement``'s
  /// `afterPeriod`). Levels that are counted for ever are kept.
  ///
  /// - Parameters:
  ///   - current: the level so far, by id.
  ///   - counted: points earned or fen spent in the period that ended.
  public func levelAfterPeriod(current: String, counted: Int64) -> String {
    guard let advancement, advancement.counted != .pointsEverEarned else { return current }
    let reached = levels.lastIndex { $0.threshold.map { $0 <= counted } ?? true } ?? 0
    let before = levels.firstIndex { $0.id == current } ?? reached
    let after =
      switch advancement.afterPeriod {
      case .recount: reached
      case .oneStep: max(reached, before - 1)
      case .keep: max(reached, before)
      }
    return levels[after].id
  }

  /// Whether the fee of a card year is due (rule C6).
  public func feeDue(year: Int, paidFor: Int?) -> Money? {
    guard let yearlyFee, paidFor ?? 0 < year else { return nil }
    return yearlyFee.amount
  }
}
