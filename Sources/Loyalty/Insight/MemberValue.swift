public import BusinessCalendar

/// What a member is worth today and may be worth tomorrow (rule C4).
public struct MemberValue: Sendable, Hashable {
  /// Frequency, amount and margin, 0 to 100.
  public var current: Int64
  /// Growth, referral and openness to the new, 0 to 100.
  public var potential: Int64
  /// What follows from them.
  public var group: Group

  /// What follows from value and potential.
  public enum Group: String, Sendable, Hashable, CaseIterable, Codable {
    /// Worth much today.
    case highValue
    /// Not yet, but with potential.
    case promising
    /// Was worth much in the period before, and has fallen.
    case toBeWonBack
    /// None of these.
    case steady
  }
}

extension InsightRules {
  /// A member's value, looking back the program's number of months from `today` and comparing them with
  /// the months before.
  ///
  /// Current value: up to 40 points for purchases and 40 for the amount (all at the `high` threshold),
  /// up to 20 for the margin's share of the amount (all at one half). Potential: up to 40 for growth over
  /// the period before (all when doubled; a first period counts half), up to 30 for referrals (10 each), up
  /// to 30 for categories not bought before (10 each).
  public func value(_ member: MemberHistory, today: BusinessDate) -> MemberValue {
    let start = today.adding(months: -months)
    let now = purchases(of: member, from: start, to: today)
    let before = purchases(of: member, from: start.adding(months: -months), to: start)
    let value = current(now)
    let potential = potential(now, before, referrals: member.referrals)
    let group: MemberValue.Group
    if value >= highValue {
      group = .highValue
    } else if current(before) >= highValue {
      group = .toBeWonBack
    } else if potential >= promising {
      group = .promising
    } else {
      group = .steady
    }
    return MemberValue(current: value, potential: potential, group: group)
  }

  private func current(_ purchases: [PurchaseRecord]) -> Int64 {
    let paid = spent(purchases)
    let margin = purchases.reduce(Int64(0)) { $0.saturating(plus: $1.margin?.fen ?? 0) }
    return share(40, Int64(purchases.count), of: frequency.high) + share(40, paid, of: amount.high)
      + share(20, margin.saturating(plus: margin), of: paid)
  }

  private func potential(
    _ now: [PurchaseRecord], _ before: [PurchaseRecord], referrals: Int
  ) -> Int64 {
    let paid = spent(now)
    let paidBefore = spent(before)
    let growth =
      paidBefore == 0
      ? (paid > 0 ? 20 : 0) : share(40, paid.saturating(plus: -paidBefore), of: paidBefore)
    let known = Set(before.flatMap(\.categories.keys))
    let new = Set(now.flatMap(\.categories.keys)).subtracting(known)
    let openness = before.isEmpty ? 0 : share(30, Int64(new.count), of: 3)
    return growth + share(30, Int64(max(0, referrals)), of: 3) + openness
  }

  /// The part of `full` that `value` is of `whole`, held between 0 and `full`.
  private func share(_ full: Int64, _ value: Int64, of whole: Int64) -> Int64 {
    guard whole > 0, value > 0 else { return 0 }
    return Int64(min(Int128(full), Int128(full) * Int128(value) / Int128(whole)))
  }
}
