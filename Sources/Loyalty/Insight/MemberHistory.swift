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

  /// The goods of a sale, less what came back; `nil` when nothing is left of it.
  ///
  /// Fees and top-ups are no purchase. The margin is known where every article's cost is.
  ///
  /// - Parameters:
  ///   - sale: the sale.
  ///   - lines: its frozen lines, in the order of the sale.
  ///   - returned: how much of each line came back and what was refunded for it, by line id.
  public init?(
    _ sale: Sale, lines: [QuoteLine],
    returned: [String: (quantity: Quantity, refund: Money)] = [:]
  ) {
    self.init(date: sale.date, paid: .zero, margin: .zero)
    for (line, priced) in zip(sale.lines, lines) where line.kind.takesMoneyOff {
      let back = returned[line.id]
      let kept = priced.net - (back?.refund ?? .zero)
      paid += kept
      if let category = line.category { categories[category, default: .zero] += kept }
      if let brand = line.brand { brands[brand, default: .zero] += kept }
      let left = line.quantity.thousandths - (back?.quantity.thousandths ?? 0)
      if let known = margin, let unit = line.unitCost,
        let cost = Money.line(unitPrice: unit, quantity: Quantity(thousandths: max(0, left)))
      {
        margin = known + kept - cost
      } else {
        margin = nil
      }
    }
    guard paid > .zero else { return nil }
  }

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
