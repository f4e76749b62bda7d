public import Loyalty

/// One way in which a sale was paid, with its amount.
public struct Tender: Sendable, Hashable {
  /// The way of paying.
  public var kind: Kind
  /// What was handed over; for cash it may be more than is due.
  public var amount: Money

  /// Makes a tender.
  public init(_ kind: Kind, _ amount: Money) {
    self.kind = kind
    self.amount = amount
  }

  /// A way of paying. Unknown ones are printed by their own name.
  public struct Kind: RawRepresentable, Sendable, Hashable, Codable {
    /// The name, such as `cash`.
    public let rawValue: String

    /// Takes any name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// 现金.
    public static let cash = Kind(rawValue: "cash")
    /// 银行卡.
    public static let bankCard = Kind(rawValue: "bankCard")
    /// 微信支付.
    public static let weChatPay = Kind(rawValue: "weChatPay")
    /// 支付宝.
    public static let alipay = Kind(rawValue: "alipay")
    /// 储值: the balance on the member's card (rule C5).
    public static let prepaid = Kind(rawValue: "prepaid")
    /// 礼券.
    public static let voucher = Kind(rawValue: "voucher")
  }
}
