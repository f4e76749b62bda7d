import Documents

/// An amount of money in minor units (fen): an integer, never a floating-point number.
public struct Money: Sendable, Hashable, Comparable {
  /// The amount in fen; negative for a refund.
  public var fen: Int64

  /// Makes an amount from fen.
  public init(fen: Int64) { self.fen = fen }

  /// 0.00.
  public static let zero = Money(fen: 0)

  /// Reads a decimal amount with at most two places: `"5"`, `"5.0"` and `"5.00"` are equal.
  ///
  /// `nil` for anything else: signs other than a leading `-`, exponents, thousands separators, a third
  /// decimal, more than 13 digits before the point.
  public init?(_ text: some StringProtocol) {
    guard let scaled = DecimalText.parse(text, places: 2, digits: 13) else { return nil }
    self.init(fen: scaled)
  }

  public static func < (left: Self, right: Self) -> Bool { left.fen < right.fen }
  public static func + (left: Self, right: Self) -> Self { Money(fen: left.fen + right.fen) }
  public static func - (left: Self, right: Self) -> Self { Money(fen: left.fen - right.fen) }
  public static prefix func - (value: Self) -> Self { Money(fen: -value.fen) }
  public static func += (left: inout Self, right: Self) { left.fen += right.fen }
  public static func -= (left: inout Self, right: Self) { left.fen -= right.fen }
}

extension Money: CustomStringConvertible {
  /// A decimal string with two places and a point, such as `12.50` or `-0.05`.
  public var description: String { DecimalText.format(fen, places: 2, keepingZeros: true) }
}
