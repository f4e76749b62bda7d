/// The expiry on a track: two digits of the year, two of the month (ISO/IEC 7813, YYMM).
public struct CardExpiry: Sendable, Hashable {
  /// The last two digits of the year, 0 to 99.
  public let yearOfCentury: Int
  /// The month, 1 to 12.
  public let month: Int

  /// Makes an expiry, or gives `nil` for a year outside 0 to 99 or a month outside 1 to 12.
  public init?(yearOfCentury: Int, month: Int) {
    guard (0...99).contains(yearOfCentury), (1...12).contains(month) else { return nil }
    self.yearOfCentury = yearOfCentury
    self.month = month
  }
}

/// The three digits that say where and how a card may be used (ISO/IEC 7813).
public struct ServiceCode: RawRepresentable, Sendable, Hashable {
  /// The code as a number, 0 to 999; `701` is 701.
  public let rawValue: Int

  /// Makes a service code, or gives `nil` outside 0 to 999.
  public init?(rawValue: Int) {
    guard (0...999).contains(rawValue) else { return nil }
    self.rawValue = rawValue
  }
}
