public import BusinessCalendar

/// A card in the register: which member it speaks for, and whether it still may.
public struct CardRecord: Sendable, Hashable {
  /// The full number, 12 to 19 digits; shown only as ``maskedNumber``.
  public var number: String
  /// The card year.
  public var year: Int
  /// The n-th card of that number in that year, 1 to 9.
  public var sequence: Int
  /// The member it speaks for.
  public var memberID: String
  /// Whether it may be used.
  public var status: CardStatus
  /// The day it entered the register.
  public var issued: BusinessDate
  /// The day it was blocked or replaced.
  public var ended: BusinessDate?
  /// The chip that it was issued on, its UID in hexadecimal; `nil` for a card without, or not told.
  public var chipUID: String?
  /// The rolling counter that it is known to carry on track 3; `nil` for a card without one.
  public var counterCommitted: Int?
  /// A rolling counter that was to be written and was not seen on the card yet.
  public var counterPending: Int?

  /// Makes a card.
  public init(
    number: String, year: Int, sequence: Int, memberID: String, status: CardStatus = .active,
    issued: BusinessDate, ended: BusinessDate? = nil, chipUID: String? = nil,
    counterCommitted: Int? = nil, counterPending: Int? = nil
  ) {
    self.number = number
    self.year = year
    self.sequence = sequence
    self.memberID = memberID
    self.status = status
    self.issued = issued
    self.ended = ended
    self.chipUID = chipUID
    self.counterCommitted = counterCommitted
    self.counterPending = counterPending
  }

  /// The number as people may see it, such as `9156 **** **** 5672`.
  public var maskedNumber: String { Self.masked(number) }

  /// A number with everything but its first and last four digits hidden.
  static func masked(_ number: String) -> String {
    number.count < 12 ? "****" : "\(number.prefix(4)) **** **** \(number.suffix(4))"
  }
}

/// Whether a card may be used; any other word in the register counts as blocked.
public struct CardStatus: RawRepresentable, Sendable, Hashable {
  /// The stored word.
  public let rawValue: String
  /// Wraps a stored word.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The card may be used.
  public static let active = Self(rawValue: "active")
  /// Reported lost (rule A30).
  public static let lost = Self(rawValue: "lost")
  /// A newer card of the same number took its place.
  public static let replaced = Self(rawValue: "replaced")
  /// A copy of it was seen.
  public static let clone = Self(rawValue: "clone")
  /// Blocked by the staff.
  public static let staff = Self(rawValue: "staff")
}
