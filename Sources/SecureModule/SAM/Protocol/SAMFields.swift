public import CardCrypto

/// Takes the data of a SAM command apart, field by field; a field that is not there is `nil`.
public struct SAMFields: Sendable {
  private var rest: ArraySlice<UInt8>

  /// Begins at the first byte.
  public init(_ data: [UInt8]) { rest = data[...] }

  /// Whether everything was taken.
  public var isAtEnd: Bool { rest.isEmpty }

  /// The next bytes.
  public mutating func bytes(_ count: Int) -> [UInt8]? {
    guard count >= 0, rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  /// The next byte.
  public mutating func byte() -> UInt8? { bytes(1)?.first }

  /// All that is left.
  public mutating func remainder() -> [UInt8] {
    defer { rest = [] }
    return Array(rest)
  }

  /// A year: two bytes, most significant first.
  public mutating func year() -> Int? {
    bytes(2).map { Int($0[0]) << 8 | Int($0[1]) }
  }

  /// An AN10922 input: a length byte, then 1 to 31 bytes.
  public mutating func diversification() -> [UInt8]? {
    guard let count = byte(), 1...AN10922.maximumInput ~= Int(count) else { return nil }
    return bytes(Int(count))
  }

  /// A key entry: year, right and check value.
  public mutating func entry() -> SAMKeyEntry? {
    guard let year = year(), let right = byte(), 1...2 ~= right, let value = bytes(3),
      let checkValue = KeyCheckValue(Hex.text(value))
    else { return nil }
    return SAMKeyEntry(year: year, right: right == 2 ? .issue : .verify, checkValue: checkValue)
  }

  /// A key that a card has: `00` and 16 bytes, or `01`, year and diversification.
  public mutating func reference() -> CardKeyReference? {
    switch byte() {
    case 0:
      guard var key = bytes(16) else { return nil }
      return .known(SecretBytes(consuming: &key))
    case 1:
      guard let year = year(), let diversification = diversification() else { return nil }
      return .diversified(year: year, diversification: diversification)
    default: return nil
    }
  }

  // MARK: Writing

  /// A year as two bytes; one that does not fit becomes `0000`, which no SAM holds.
  public static func year(_ year: Int) -> [UInt8] {
    guard 0...0xFFFF ~= year else { return [0, 0] }
    return [UInt8(year >> 8), UInt8(year & 0xFF)]
  }

  /// An AN10922 input behind its length.
  public static func diversification(_ input: [UInt8]) -> [UInt8] {
    [UInt8(truncatingIfNeeded: input.count)] + input
  }

  /// A key that a card has.
  public static func reference(_ reference: CardKeyReference) -> [UInt8] {
    switch reference {
    case .known(let key): unsafe [0] + key.withBytes { unsafe Array($0) }
    case .diversified(let year, let input): [1] + Self.year(year) + diversification(input)
    }
  }
}
