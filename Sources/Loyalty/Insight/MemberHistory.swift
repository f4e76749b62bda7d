public import BusinessCalendar

/// What segments and value look at: a member's purchases and what they brought.
public struct MemberHistory: Sendable, Hashable {
  /// The member's id.
  public var id: String
  /// The level by id.
  public var level: String
  /// All purchases.
  public var purchases: [PurchaseRecord]
  /// Members that this member brought.
  public var referrals: Int

  /// Makes a history.
  public init(id: String, level: String, purchases: [PurchaseRecord], referrals: Int = 0) {
    self.id = id
    self.level = level
    self.purchases = purchases
    self.referrals = referrals
  }
}

/// One purchase for segments and value.
public struct PurchaseRecord: Sendable, Hashable {
  /// The business date.
  public var date: BusinessDate
  /// What was paid.
  public var paid: Money
  /// What it brought after cost of goods; `nil` when not known.
  public var margin: Money?
  /// Paid amounts by category and brand.
  public var categories: [String: Money]
  public var brands: [String: Money]

  /// Makes a purchase.
  public init(
    date: BusinessDate, paid: Money, margin: Money? = nil, categories: [String: Money] = [:],
    brands: [String: Money] = [:]
  ) {
    self.date = date
    self.paid = paid
    self.margin = margin
    self.categories = categories
    self.brands = brands
  }
}
