public import BusinessCalendar
import Documents

/// A member's place in every segmentation of the program (rule C3).
public struct Segment: Sendable, Hashable {
  /// High, medium or low.
  public enum Band: String, Sendable, Hashable, CaseIterable, Codable {
    case high, medium, low
  }

  /// How often they buy.
  public var frequency: Band
  /// How much they spend.
  public var amount: Band
  /// The category with the largest amount; `nil` without purchases.
  public var category: String?
  /// The brand with the largest amount.
  public var brand: String?
  /// The level by id.
  public var level: String
}

/// A choice of members by segments, alone or combined; what is `nil` does not matter.
public struct SegmentFilter: Sendable, Hashable {
  public var frequency: Set<Segment.Band>?
  public var amount: Set<Segment.Band>?
  public var categories: Set<String>?
  public var brands: Set<String>?
  public var levels: Set<String>?

  /// Makes a filter.
  public init(
    frequency: Set<Segment.Band>? = nil, amount: Set<Segment.Band>? = nil,
    categories: Set<String>? = nil, brands: Set<String>? = nil, levels: Set<String>? = nil
  ) {
    self.frequency = frequency
    self.amount = amount
    self.categories = categories
    self.brands = brands
    self.levels = levels
  }

  /// Whether a member belongs to the choice.
  public func matches(_ segment: Segment) -> Bool {
    func fits<Value>(_ wanted: Set<Value>?, _ value: Value?) -> Bool {
      wanted.map { wanted in value.map(wanted.contains) ?? false } ?? true
    }
    return fits(frequency, segment.frequency) && fits(amount, segment.amount)
      && fits(categories, segment.category) && fits(brands, segment.brand)
      && fits(levels, segment.level)
  }
}

extension InsightRules {
  /// A member's segments, looking back the program's number of months from `today`.
  public func segment(_ member: MemberHistory, today: BusinessDate) -> Segment {
    let recent = purchases(of: member, from: today.adding(months: -months), to: today)
    var categories: [String: Int64] = [:]
    var brands: [String: Int64] = [:]
    for purchase in recent {
      add(purchase.categories, to: &categories)
      add(purchase.brands, to: &brands)
    }
    return Segment(
      frequency: band(Int64(recent.count), frequency), amount: band(spent(recent), amount),
      category: favourite(categories), brand: favourite(brands), level: member.level)
  }

  /// The named combinations that a member belongs to, in the order of the program file.
  public func segments(of member: MemberHistory, today: BusinessDate) -> [NamedSegment] {
    guard !segments.isEmpty else { return [] }
    let place = segment(member, today: today)
    let group = value(member, today: today).group
    return segments.filter {
      $0.filter.matches(place) && $0.values?.contains(group) ?? true
    }
  }

  func purchases(
    of member: MemberHistory, from start: BusinessDate, to end: BusinessDate
  ) -> [PurchaseRecord] {
    member.purchases.filter { $0.date > start && $0.date <= end }
  }

  func spent(_ purchases: [PurchaseRecord]) -> Int64 {
    purchases.reduce(0) { $0.saturating(plus: $1.paid.fen) }
  }

  private func band(_ value: Int64, _ bands: Bands) -> Segment.Band {
    value >= bands.high ? .high : value >= bands.medium ? .medium : .low
  }

  private func add(_ amounts: [String: Money], to sums: inout [String: Int64]) {
    for (name, money) in amounts { sums[name] = (sums[name] ?? 0).saturating(plus: money.fen) }
  }

  /// The name with the largest amount; equal amounts go by name, so that the answer never varies.
  private func favourite(_ sums: [String: Int64]) -> String? {
    sums.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}
