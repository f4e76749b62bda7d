public import BusinessCalendar

/// The 32 bytes that every chip carries: who the card is, the stripe code, and when it was issued.
public struct MemberFile: Sendable, Equatable {
  /// Number, year and sequence.
  public let identity: CardIdentity
  /// The static code, as on the stripe.
  public let code: StripeCode
  /// The day of issue.
  public let issued: BusinessDate

  /// How long the file is.
  public static let byteCount = 32

  /// Makes a member file.
  public init(identity: CardIdentity, code: StripeCode, issued: BusinessDate) {
    self.identity = identity
    self.code = code
    self.issued = issued
  }

  /// The 32 bytes: format `01`, flags `00`, year, sequence, length of the number, number, code, issue
  /// date, zeros.
  public var bytes: [UInt8] {
    let year = identity.year.rawValue
    let date = issued.year * 10_000 + issued.month * 100 + issued.day
    return [0x01, 0x00, UInt8(year >> 8), UInt8(year & 0xFF), UInt8(identity.sequence)]
      + [UInt8(identity.number.digits.utf8.count)] + identity.number.bcd
      + BCD.encode(code.digits, filledTo: 6) + BCD.encode(date, count: 4)
      + [UInt8](repeating: 0, count: 6)
  }

  /// Reads 32 bytes strictly: every byte must be as ``bytes`` would write it.
  public init(parsing bytes: [UInt8]) throws(MemberFileError) {
    guard bytes.count == Self.byteCount else { throw .length(bytes.count) }
    guard bytes[0] == 0x01 else { throw .format(bytes[0]) }
    guard bytes[1] == 0x00 else { throw .field(.flags) }
    guard let year = CardYear(Int(bytes[2]) << 8 | Int(bytes[3])) else { throw .field(.year) }
    let number = try Self.number(bytes[6..<16], length: Int(bytes[5]))
    guard let code = BCD.decode(bytes[16..<22], length: 12).flatMap({ StripeCode($0) }) else {
      throw .field(.code)
    }
    guard let issued = Self.date(bytes[22..<26]) else { throw .field(.issued) }
    guard bytes[26...].allSatisfy({ $0 == 0 }) else { throw .field(.reserved) }
    guard let identity = CardIdentity(number: number, year: year, sequence: Int(bytes[4])) else {
      throw .field(.sequence)
    }
    self.init(identity: identity, code: code, issued: issued)
  }

  private static func number(
    _ bytes: ArraySlice<UInt8>, length: Int
  ) throws(MemberFileError) -> CardNumber {
    guard CardNumber.lengths.contains(length) else { throw .field(.numberLength) }
    guard let digits = BCD.decode(bytes, length: length) else { throw .field(.number) }
    do {
      return try CardNumber(digits)
    } catch {
      throw .checkDigit
    }
  }

  private static func date(_ bytes: ArraySlice<UInt8>) -> BusinessDate? {
    guard let digits = BCD.decode(bytes, length: 8).flatMap({ Int($0) }) else { return nil }
    return BusinessDate(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
  }
}

/// Why bytes are not a member file. Holds no part of the number.
public enum MemberFileError: Error, Sendable, Hashable {
  /// Not 32 bytes.
  case length(Int)
  /// The format byte is not `01`.
  case format(UInt8)
  /// A field is not as this format has it.
  case field(Field)
  /// The number's Luhn digit is wrong.
  case checkDigit

  /// The fields in their order.
  public enum Field: String, Sendable, Hashable, CaseIterable {
    /// Byte 1.
    case flags
    /// Bytes 2 and 3.
    case year
    /// Byte 4.
    case sequence
    /// Byte 5.
    case numberLength
    /// Bytes 6 to 15.
    case number
    /// Bytes 16 to 21.
    case code
    /// Bytes 22 to 25.
    case issued
    /// Bytes 26 to 31.
    case reserved
  }
}
