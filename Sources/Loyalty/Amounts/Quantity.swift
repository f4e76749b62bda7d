import Documents

/// How much of an article a line sells, in thousandths: 2 pieces are 2,000; 1.25 kg are 1,250.
public struct Quantity: Sendable, Hashable, Comparable {
  /// Thousandths of a unit; above 0 in a sale.
  public let thousandths: Int64

  /// Makes a quantity from thousandths of a unit.
  public init(thousandths: Int64) { self.thousandths = thousandths }

  /// Makes a quantity of whole units; beyond 64 bits it saturates.
  public init(_ units: Int64) {
    let (product, overflow) = units.multipliedReportingOverflow(by: 1000)
    self.thousandths = overflow ? (units < 0 ? .min : .max) : product
  }

  /// Reads a decimal with up to three places and at most nine digits before the point.
  public init?(_ text: some StringProtocol) {
    guard let scaled = DecimalText.parse(text, places: 3, digits: 9) else { return nil }
    self.init(thousandths: scaled)
  }

  public static func < (left: Self, right: Self) -> Bool { left.thousandths < right.thousandths }
}

extension Quantity: CustomStringConvertible {
  /// A decimal without needless zeros, such as `2` or `1.25`.
  public var description: String {
    DecimalText.format(thousandths, places: 3, keepingZeros: false)
  }
}
