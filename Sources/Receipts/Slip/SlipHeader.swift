public import BusinessCalendar
public import Loyalty

/// Where and when a sale happened, as its slip says it.
public struct SlipHeader: Sendable, Hashable {
  /// The store's name as its customers know it.
  public var storeName: String
  /// The lane's id, such as `L1`.
  public var lane: String
  /// The receipt number.
  public var receiptNumber: String
  /// The business date.
  public var date: BusinessDate
  /// The local time as it should be printed, such as `10:15:00`; `nil` when not known.
  public var time: String?
  /// The cashier's id; `nil` when not known.
  public var cashier: String?
  /// What stands under the store's name: address, telephone.
  public var subtitle: [String]
  /// What stands at the foot of the slip, such as the return policy.
  public var footer: [String]

  /// Makes a header.
  public init(
    storeName: String, lane: String, receiptNumber: String, date: BusinessDate,
    time: String? = nil, cashier: String? = nil, subtitle: [String] = [], footer: [String] = []
  ) {
    self.storeName = storeName
    self.lane = lane
    self.receiptNumber = receiptNumber
    self.date = date
    self.time = time
    self.cashier = cashier
    self.subtitle = subtitle
    self.footer = footer
  }

  /// Takes lane, date, time and cashier from a sale; the receipt number is the sale's id unless given.
  public init(storeName: String, sale: Sale, receiptNumber: String? = nil) {
    self.init(
      storeName: storeName, lane: sale.lane, receiptNumber: receiptNumber ?? sale.id,
      date: sale.date, time: sale.time.map(Self.wallClock), cashier: sale.cashier)
  }

  /// The time of day without the offset: `10:15:00+08:00` is `10:15:00`.
  private static func wallClock(_ time: String) -> String {
    String(time.prefix { $0.isNumber || $0 == ":" })
  }
}
