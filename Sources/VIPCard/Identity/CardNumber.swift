import MagneticStripe
import Wording

/// A VIP card's number: 12 to 19 digits after ISO/IEC 7812-1, the last of them the Luhn digit.
///
/// It prints masked, `9156 **** **** 5672`; ``digits`` is the whole number.
public struct CardNumber: Sendable, Hashable {
  /// All digits.
  public let digits: String

  /// Fewest and most digits.
  public static let lengths = 12...19

  /// Checks and takes a number. Spaces are not skipped.
  public init(_ digits: some StringProtocol) throws(CardNumberError) {
    let bytes = Array(digits.utf8)
    guard bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .notDigits }
    guard Self.lengths.contains(bytes.count) else { throw .length(bytes.count) }
    guard Luhn.isValid(bytes.span) else { throw .checkDigit }
    self.digits = String(digits)
  }

  /// Appends the Luhn digit to the digits before it, for issuing.
  public init(appendingCheckDigitTo digits: some StringProtocol) throws(CardNumberError) {
    let bytes = Array(digits.utf8)
    guard let check = Luhn.checkDigit(for: bytes.span) else { throw .notDigits }
    try self.init(String(digits) + String(Unicode.Scalar(check)))
  }

  /// First four and last four digits, the rest as stars, in groups of four.
  public var masked: String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && index % 4 == 0 { text += " " }
      text.append(index < 4 || index >= digits.utf8.count - 4 ? digit : "*")
    }
    return text
  }

  /// The digits as BCD, filled with F to 10 bytes, as codes and member files hold them.
  public var bcd: [UInt8] { BCD.encode(digits, filledTo: 10) }
}

extension CardNumber: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The masked number.
  public var description: String { masked }
  /// The masked number.
  public var debugDescription: String { masked }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension CardNumber: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      try self.init(text)
    } catch {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: error.message.english)
    }
  }

  /// Writes all digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(digits)
  }
}
