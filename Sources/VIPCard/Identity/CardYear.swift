public import BusinessCalendar

/// The calendar year for which a card is issued, 2000 to 2099.
public struct CardYear: RawRepresentable, Sendable, Hashable, Comparable {
  /// The year with its century, such as 2026.
  public let rawValue: Int

  /// Takes a year; `nil` outside 2000 to 2099, which two digits on a stripe could not tell.
  public init?(rawValue: Int) {
    guard (2000...2099).contains(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  /// Takes a year; `nil` outside 2000 to 2099.
  public init?(_ year: Int) { self.init(rawValue: year) }

  /// Takes the two digits of a stripe, 0 to 99.
  public init?(yearOfCentury: Int) {
    guard (0...99).contains(yearOfCentury) else { return nil }
    self.init(rawValue: 2000 + yearOfCentury)
  }

  /// Takes a chip's key version byte: year − 2000, 0 to 99.
  public init?(keyVersion: UInt8) { self.init(yearOfCentury: Int(keyVersion)) }

  /// The key version byte of a chip: year − 2000.
  public var keyVersion: UInt8 { UInt8(rawValue - 2000) }

  /// The two digits on a stripe.
  public var yearOfCentury: Int { rawValue - 2000 }

  /// The year as two bytes of BCD, for key diversification.
  public var bcd: [UInt8] { BCD.encode(rawValue, count: 2) }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// How a card of this year stands on a business date.
  ///
  /// In December, the exchange month, this year's card is still good and next year's is good already.
  public func validity(on date: BusinessDate) -> CardValidity {
    let isExchangeMonth = date.month == 12
    if rawValue < date.year { return .expired }
    if rawValue == date.year { return isExchangeMonth ? .exchange : .current }
    return rawValue == date.year + 1 && isExchangeMonth ? .early : .notYetValid
  }
}

extension CardYear: CustomStringConvertible {
  /// Four digits.
  public var description: String { String(rawValue) }
}

extension CardYear: Codable {}

extension CardValidity {
  /// Whether a card that stands so may be used.
  public var isGood: Bool {
    switch self {
    case .current, .exchange, .early: true
    case .expired, .notYetValid: false
    }
  }
}
