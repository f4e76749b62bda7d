/// A range of leading digits of card numbers (ISO/IEC 7812-1 issuer identification numbers).
public struct IssuerRange: Sendable, Hashable {
  /// The lowest leading digits, such as 2221.
  public let first: Int
  /// The highest leading digits, such as 2720; as many digits as ``first``.
  public let last: Int
  /// How many leading digits are compared, 1 to 8.
  public let digits: Int
  /// Whose range it is, for people.
  public let owner: String

  /// Makes a range, or gives `nil` unless both ends are 1 to 8 ASCII digits, equally many, in
  /// order.
  public init?(_ first: String, _ last: String? = nil, owner: String) {
    let last = last ?? first
    guard (1...8).contains(first.utf8.count), first.utf8.count == last.utf8.count,
      (first + last).utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let low = Int(first), let high = Int(last), low <= high
    else { return nil }
    self.init(low, high, digits: first.utf8.count, owner)
  }

  init(_ first: Int, _ last: Int, digits: Int, _ owner: String) {
    self.first = first
    self.last = last
    self.digits = digits
    self.owner = owner
  }

  /// Whether a number of ASCII digits that starts at `start` begins with this range. Spaces between
  /// the digits are skipped.
  func contains(_ characters: Span<UInt8>, from start: Int) -> Bool {
    var value = 0
    var seen = 0
    for index in start..<max(start, characters.count) where characters[index] != 0x20 {
      guard (0x30...0x39).contains(characters[index]) else { return false }
      value = value * 10 + Int(characters[index] - 0x30)
      seen += 1
      if seen == digits { return (first...last).contains(value) }
    }
    return false
  }
}
