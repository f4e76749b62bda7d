/// The number of a card (ISO/IEC 7812-1: up to 19 digits, the last of them a Luhn digit).
///
/// Overwritten when released, printed as `••••`; ``characters`` are the digits.
public struct PrimaryAccountNumber: ConcealedCardData {
  /// The most digits that ISO/IEC 7812-1 allows.
  public static let maximumDigits = 19

  let storage: ZeroingBytes

  /// Takes ASCII digits, or gives `nil` for anything but 1 to 19 of them.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard (1...Self.maximumDigits).contains(range.count), range.upperBound <= bytes.count,
      range.allSatisfy({ (0x30...0x39).contains(bytes[$0]) })
    else { return nil }
    storage = ZeroingBytes(bytes, range)
  }

  /// Takes the digits as text, or gives `nil` for anything but 1 to 19 ASCII digits.
  public init?(digits: String) {
    let bytes = [UInt8](digits.utf8)
    self.init(bytes.span, 0..<bytes.count)
  }

  /// The number of digits.
  public var count: Int { storage.count }

  /// Lends the ASCII characters for the length of `body`, without a copy.
  public func withCharacters<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.withBytes(body)
  }

  /// A copy of the digits as text, neither concealed nor overwritten.
  public var characters: String { storage.text(0..<storage.count) }

  /// A copy of the digits as text, neither concealed nor overwritten; the same as ``characters``.
  public var digits: String { characters }

  /// Whether the last digit is the Luhn digit of the others.
  public var isLuhnValid: Bool { storage.withBytes { Luhn.isValid($0) } }

  /// First and last four digits with one `•` for each digit between, or only bullets for a number
  /// of fewer than 12 digits.
  public var masked: String {
    guard count >= 12 else { return String(repeating: "•", count: count) }
    return storage.text(0..<4) + String(repeating: "•", count: count - 8)
      + storage.text(count - 4..<count)
  }

  /// Whether both hold the same characters.
  public static func == (left: Self, right: Self) -> Bool {
    left.storage.holdsSame(as: right.storage)
  }
}
