/// Points for the member who brought a member (rule C8).
public struct ReferralCredit: Sendable, Hashable {
  /// The member who is credited.
  public var member: String
  /// The points.
  public var points: Int64
  /// The rule.
  public var rule: RuleID
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
    return ReferralCredit(member: referrer, points: referral.points, rule: referral.rule)
  }

  /// The level that a member has in a new period: the highest one whose threshold was reached in the
  /// period that ended (rule C1). Levels that are counted for ever are kept.
  ///
  /// - Parameters:
  ///   - current: the level so far, by id.
  ///   - counted: points earned or fen spent in the period that ended.
  public func levelAfterPeriod(current: String, counted: Int64) -> String {
    guard let advancement, advancement.counted != .pointsEverEarned else { return current }
    let reached = levels.last { $0.threshold.map { $0 <= counted } ?? true }
    return reached?.id ?? current
  }

  /// Whether the fee of a card year is due (rule C6).
  public func feeDue(year: Int, paidFor: Int?) -> Money? {
    guard let yearlyFee, paidFor ?? 0 < year else { return nil }
    return yearlyFee.amount
  }
}
