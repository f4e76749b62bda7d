/// The leading digits by which a VIP number is known as ours (ISO/IEC 7812-1): `9`, assignment by
/// national bodies, the ISO 3166 numeric country, and where wanted the issuer's own four digits.
public struct IssuerPrefix: Sendable, Hashable, CustomStringConvertible {
  /// Four to eight digits, the first of them 9.
  public let digits: String

  /// Takes a prefix; `nil` unless it is 4 to 8 digits that begin with 9.
  public init?(_ digits: some StringProtocol) {
    let bytes = Array(digits.utf8)
    guard (4...8).contains(bytes.count), bytes.first == UInt8(ascii: "9"),
      bytes.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    self.init(checked: String(digits))
  }

  private init(checked digits: String) { self.digits = digits }

  /// `9156`: China, any issuer.
  public static let china = IssuerPrefix(checked: "9156")

  /// Whether ASCII characters begin with this prefix.
  public func matches(_ characters: some Sequence<UInt8>) -> Bool {
    characters.starts(with: digits.utf8)
  }

  /// Whether a number is ours.
  public func matches(_ number: CardNumber) -> Bool { matches(number.digits.utf8) }

  /// The digits.
  public var description: String { digits }
}
