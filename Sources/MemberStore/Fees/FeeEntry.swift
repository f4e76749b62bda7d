public import BusinessCalendar

/// The yearly fee of a card year, paid or paid back (rule C6).
public struct FeeEntry: Sendable, Hashable {
  /// What caused it and for which year, so that nothing is booked twice.
  public var id: String
  /// The member.
  public var memberID: String
  /// The card year.
  public var year: Int
  /// Whether it was paid; `false` when it was paid back.
  public var isPayment: Bool
  /// The sale, return or entry.
  public var reference: String
  /// The business date; `nil` when it was not told.
  public var date: BusinessDate?

  /// Makes an entry.
  public init(
    id: String, memberID: String, year: Int, isPayment: Bool, reference: String,
    date: BusinessDate?
  ) {
    self.id = id
    self.memberID = memberID
    self.year = year
    self.isPayment = isPayment
    self.reference = reference
    self.date = date
  }
}

/// The ledger of yearly fees: entries are added, never changed, never removed.
public protocol FeeTables {
  /// The entries of a member in the order of booking.
  func feeEntries(of member: String) throws -> [FeeEntry]
  /// Adds an entry.
  func append(_ entry: FeeEntry) throws
}
