/// The standard that a stripe's layout follows.
public enum StripeStandard: String, Sendable, Hashable, CaseIterable, Codable {
  /// ISO/IEC 7811 and 7813: financial cards, and cards that borrow their layout, such as ours.
  case iso
  /// AAMVA: North American driving licences and identity cards. Always foreign.
  case aamva
  /// JIS X 6302 type II: the Japanese stripe on the front of the card. Always foreign.
  case jis
  /// None that is known.
  case other
}
