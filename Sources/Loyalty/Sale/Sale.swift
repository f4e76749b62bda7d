public import BusinessCalendar

/// One sale as the till knows it, before prices are decided.
///
/// The id is made and stored by the lane before the first request: the same id with the same content
/// always gets the same answer.
public struct Sale: Sendable, Hashable {
  /// The lane's own id, unique for ever, such as `L1-20261122-0007`.
  public var id: String
  /// The store's id.
  public var store: String
  /// The lane's id within the store.
  public var lane: String
  /// The business date.
  public var date: BusinessDate
  /// The local time with offset as RFC 3339 `full-time`, such as `10:15:00+08:00`; `nil` when not told.
  public var time: String?
  /// The cashier's id; `nil` when not told.
  public var cashier: String?
  /// What is sold, in the order of scanning.
  public var lines: [SaleLine]
  /// Counter-wide promotions of the day, at most one a counter.
  public var counterPromotions: [CounterPromotion]
  /// The member as known at this moment; `nil` prices the sale for everyone.
  public var member: MemberSnapshot?
  /// What the cashier has confirmed with their own eyes.
  public var confirmations: Confirmations
  /// How the member's card was shown; `nil` when not told.
  public var card: CardPresentation?
  /// Whether the member gives up the member or birthday rate on this sale.
  public var waivesDiscount: Bool
  /// Points to be spent as money off this sale, in whole steps; 0 for none (rule C2).
  public var redeemPoints: Int64
  /// What is paid with means that earn nothing, such as vouchers, as far as the program does not say
  /// otherwise.
  public var specialTenders: [SpecialTender]

  /// Makes a sale; lines, promotions and member default to none.
  public init(
    id: String, store: String, lane: String, date: BusinessDate, time: String? = nil,
    cashier: String? = nil, lines: [SaleLine], counterPromotions: [CounterPromotion] = [],
    member: MemberSnapshot? = nil, confirmations: Confirmations = .init(),
    waivesDiscount: Bool = false, redeemPoints: Int64 = 0, card: CardPresentation? = nil,
    specialTenders: [SpecialTender] = []
  ) {
    self.id = id
    self.store = store
    self.lane = lane
    self.date = date
    self.time = time
    self.cashier = cashier
    self.lines = lines
    self.counterPromotions = counterPromotions
    self.member = member
    self.confirmations = confirmations
    self.waivesDiscount = waivesDiscount
    self.redeemPoints = redeemPoints
    self.card = card
    self.specialTenders = specialTenders
  }
}

/// One line of a sale.
public struct SaleLine: Sendable, Hashable {
  /// Unique within the sale.
  public var id: String
  /// The article number; `nil` when not told.
  public var sku: String?
  /// The article's name as printed.
  public var name: String
  /// How much is sold; above 0.
  public var quantity: Quantity
  /// The price of one unit; 0.00 is a gift.
  public var unitPrice: Money
  /// What kind of goods it is.
  public var kind: LineKind
  /// The counter (专柜) that sells it; `nil` where the store has none.
  public var counter: String?
  /// The category, such as 女装; `nil` when not told.
  public var category: String?
  /// The brand as recorded (rule B13); `nil` when not told.
  public var brand: String?
  /// The model as recorded (rule B13); `nil` when not told.
  public var model: String?
  /// What one unit cost the store, for the members' value (rule C4); `nil` when not told.
  public var unitCost: Money?

  /// Makes a line.
  public init(
    id: String, sku: String? = nil, name: String, quantity: Quantity, unitPrice: Money,
    kind: LineKind, counter: String? = nil, category: String? = nil, brand: String? = nil,
    model: String? = nil, unitCost: Money? = nil
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
    self.unitCost = unitCost
  }
}

/// A promotion of a whole counter, such as 专柜8折.
public struct CounterPromotion: Sendable, Hashable {
  /// The counter's id.
  public var counter: String
  /// The factor on the line amount.
  public var rate: Rate
  /// The first day for everyone; members whose level has early access come before it (rule C1). `nil`
  /// for a promotion that is on.
  public var from: BusinessDate?

  /// Makes a promotion.
  public init(counter: String, rate: Rate, from: BusinessDate? = nil) {
    self.counter = counter
    self.rate = rate
    self.from = from
  }

  /// Whether the promotion is on for somebody with so many days of early access.
  public func isOn(_ date: BusinessDate, daysEarly: Int) -> Bool {
    guard let from else { return true }
    return from <= date.adding(days: daysEarly)
  }
}

/// What the cashier has confirmed with their own eyes.
public struct Confirmations: Sendable, Hashable {
  /// The original identity card was shown (rule A14).
  public var identityCard: Bool

  /// Makes a set of confirmations; nothing is confirmed unless said.
  public init(identityCard: Bool = false) { self.identityCard = identityCard }
}

/// How the member's card was shown on a sale.
public struct CardPresentation: Sendable, Hashable {
  /// How far the reading proves the card; `nil` when not told.
  public var trust: CardTrust?
  /// Whether it replaced another card on this sale: the second one counts, everywhere.
  public var replacedAnother: Bool
  /// Whether it came after payment (rule A33).
  public var afterPayment: Bool

  /// Makes a presentation; nothing is known unless said.
  public init(trust: CardTrust? = nil, replacedAnother: Bool = false, afterPayment: Bool = false) {
    self.trust = trust
    self.replacedAnother = replacedAnother
    self.afterPayment = afterPayment
  }
}

/// A part of a sale paid with something else than money or the member's own balance.
public struct SpecialTender: Sendable, Hashable {
  /// What it is, by a name that the program may list, such as `voucher`.
  public var kind: String
  /// How much of the sale it pays.
  public var amount: Money

  /// Makes a tender.
  public init(kind: String, amount: Money) {
    self.kind = kind
    self.amount = amount
  }
}
