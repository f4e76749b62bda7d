/// What kind of goods a line sells; it decides which discounts and points apply.
public enum LineKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// Regular-price goods: counter promotion, then member rate; earns points.
  case regular
  /// Goods on promotion (促销): their own price, no further rate; earn points.
  case promotional
  /// Special-price goods (特价): their own price, no further rate; earn points.
  case special
  /// Member-only goods (会员独享): sold to members at their own price; earn points.
  case memberOnly
  /// A fee: full price, no points.
  case fee
  /// A prepaid top-up (储值): full price, no points.
  case prepaid
}
