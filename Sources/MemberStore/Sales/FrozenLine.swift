public import Loyalty

/// A line of a sale with its frozen share: what is refunded when it comes back.
public struct FrozenLine: Sendable, Hashable {
  /// Unique within the sale.
  public var id: String
  /// The article number (rule B13).
  public var sku: String?
  /// The article's name.
  public var name: String
  /// How much was sold.
  public var quantity: Quantity
  /// The price of one unit.
  public var unitPrice: Money
  /// What kind of goods it is.
  public var kind: LineKind
  /// The counter (专柜).
  public var counter: String?
  /// The category.
  public var category: String?
  /// The brand.
  public var brand: String?
  /// The model.
  public var model: String?
  /// Unit price × quantity.
  public var gross: Money
  /// What the counter's promotion took off.
  public var counterDiscount: Money
  /// What the member or birthday rate took off.
  public var memberDiscount: Money
  /// The share of points redeemed as money off.
  public var moneyOff: Money
  /// What was paid.
  public var net: Money

  /// Makes a line that sells goods at a net price, nothing taken off unless said.
  public init(
    id: String, sku: String? = nil, name: String, quantity: Quantity, unitPrice: Money,
    kind: LineKind, counter: String? = nil, category: String? = nil, brand: String? = nil,
    model: String? = nil, gross: Money, counterDiscount: Money = .zero,
    memberDiscount: Money = .zero, moneyOff: Money = .zero, net: Money
  ) {
    self.id = id
    self.sku = sku
    self.name = name
    self.quantity = quantity
    self.unitPrice = unitPrice
    self.kind = kind
    self.counter = counter
    self.category = category
    self.brand = brand
    self.model = model
    self.gross = gross
    self.counterDiscount = counterDiscount
    self.memberDiscount = memberDiscount
    self.moneyOff = moneyOff
    self.net = net
  }

  /// Freezes a priced line.
  public init(_ line: SaleLine, priced: QuoteLine) {
    self.init(
      id: line.id, sku: line.sku, name: line.name, quantity: line.quantity,
      unitPrice: line.unitPrice, kind: line.kind, counter: line.counter,
      category: line.category, brand: line.brand, model: line.model, gross: priced.gross,
      counterDiscount: priced.counterDiscount, memberDiscount: priced.memberDiscount,
      moneyOff: priced.moneyOff, net: priced.net)
  }

  /// The line's price as the rules know it.
  var quoteLine: QuoteLine {
    QuoteLine(
      id: id, gross: gross, counterDiscount: counterDiscount, memberDiscount: memberDiscount,
      moneyOff: moneyOff, net: net, rules: [])
  }

  /// Whether what was paid for it counts as a purchase: not a fee, not a top-up (rule B1).
  public var isPurchase: Bool { kind != .fee && kind != .prepaid }
}
