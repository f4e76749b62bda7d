import MagneticStripe

/// What a reader says of a card's layout, as its report numbers it.
public struct CardEncoding: RawRepresentable, Sendable, Hashable {
  /// The number in the report.
  public let rawValue: UInt8

  /// Takes a number.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// ISO/IEC 7811, American Bankers Association.
  public static let iso = CardEncoding(rawValue: 0)
  /// AAMVA driving licence.
  public static let aamva = CardEncoding(rawValue: 1)
  /// Californian driving licence.
  public static let californian = CardEncoding(rawValue: 2)
  /// JIS X 6302 type II.
  public static let jis = CardEncoding(rawValue: 7)

  /// The standard, where the reader's word settles it. That a reader finds a card ISO, blank or
  /// unknown says nothing: the tracks do.
  var standard: StripeStandard? {
    switch self {
    case .aamva, .californian: .aamva
    case .jis: .jis
    default: nil
    }
  }
}
