public import Wording

/// How members are sorted into segments and valued (rules C3, C4).
public struct InsightRules: Sendable, Hashable {
  /// The rule of segments.
  public let segmentRule: RuleID
  /// Months looked back on.
  public let months: Int
  /// Purchases in that time: from `high` on high, from `medium` on medium, else low.
  public let frequency: Bands
  /// Fen spent in that time, in the same bands.
  public let amount: Bands
  /// The rule of value.
  public let valueRule: RuleID
  /// From this many points out of 100 on, current value is high.
  public let highValue: Int64
  /// From this many points out of 100 on, potential is promising.
  public let promising: Int64
  /// Combinations of segments that have a name (rule C3).
  public let segments: [NamedSegment]

  /// Two thresholds that make three bands.
  public struct Bands: Sendable, Hashable {
    /// From here on high.
    public let high: Int64
    /// From here on medium.
    public let medium: Int64
  }
}

/// A combination of segments under a name, for a campaign or a report (rule C3).
public struct NamedSegment: Sendable, Hashable {
  /// Such as `loyal-gold`.
  public let id: String
  /// The name for people.
  public let name: Sentence
  /// Which segments belong to it.
  public let filter: SegmentFilter
  /// Which groups of value; `nil` for all of them.
  public let values: Set<MemberValue.Group>?
}

/// How far each way of reading a card is trusted.
public struct TrustRules: Sendable, Hashable {
  /// Enough to be priced as a member and to earn.
  public let earn: CardTrust
  /// Enough to redeem.
  public let redeem: CardTrust
  /// Above so many points a redemption needs ``CardTrust/high``; `nil` for no such limit.
  public let highTrustAbove: Int64?
  /// Enough to pay from the card's prepaid balance.
  public let prepaid: CardTrust

  /// The trust that a redemption of some points needs.
  public func needed(toRedeem points: Int64) -> CardTrust {
    if let highTrustAbove, points > highTrustAbove { return .high }
    return redeem
  }
}

/// How far a card's proof goes: a stripe can be copied, a chip that answers a challenge cannot.
public enum CardTrust: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Magnetic stripe, MIFARE Classic.
  case low
  /// A message that only the chip can have made, without a challenge.
  case medium
  /// A chip that answered a fresh challenge.
  case high

  private var rank: Int { self == .low ? 0 : self == .medium ? 1 : 2 }
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
