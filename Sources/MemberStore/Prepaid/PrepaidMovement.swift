public import BusinessCalendar
public import Loyalty

/// One movement of a member's prepaid balance (储值, rule C5).
///
/// Every movement belongs to the top-up whose money it moves, so that at any time it is known which
/// store took the money that another store sold goods for.
public struct PrepaidMovement: Sendable, Hashable {
  /// What happened; unknown words survive.
  public struct Kind: RawRepresentable, Sendable, Hashable {
    /// The stored word.
    public let rawValue: String
    /// Wraps a stored word.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Money paid onto the card.
    public static let loaded = Self(rawValue: "loaded")
    /// A sale, or a part of it, paid from the card; reserved as soon as the sale is held.
    public static let spent = Self(rawValue: "spent")
    /// Given back because the sale was voided.
    public static let released = Self(rawValue: "released")
    /// Given back because the goods it paid for came back.
    public static let restored = Self(rawValue: "restored")
    /// Paid out because the top-up came back.
    public static let paidOut = Self(rawValue: "paidOut")
    /// Spent when nothing covered it: booked by a version that did not look at the balance.
    public static let overdrawn = Self(rawValue: "overdrawn")
  }

  /// `reference/pN`, so that nothing can be booked twice.
  public var id: String
  /// Whose balance it is.
  public var memberID: String
  /// What happened.
  public var kind: Kind
  /// How the balance changes: above 0 up, below 0 down.
  public var amount: Money
  /// The movement that loaded this money; `nil` for what no money covered, which moves no balance.
  public var lotID: String?
  /// The store in which it happened.
  public var store: String
  /// The sale or return.
  public var reference: String
  /// The business date.
  public var date: BusinessDate

  /// Makes a movement.
  public init(
    id: String, memberID: String, kind: Kind, amount: Money, lotID: String?, store: String,
    reference: String, date: BusinessDate
  ) {
    self.id = id
    self.memberID = memberID
    self.kind = kind
    self.amount = amount
    self.lotID = lotID
    self.store = store
    self.reference = reference
    self.date = date
  }
}

/// What is left of one top-up.
public struct PrepaidLot: Sendable, Hashable {
  /// The id of the movement that loaded it.
  public var id: String
  /// The store that took the money.
  public var store: String
  /// What is left, above 0.
  public var left: Money

  /// Makes a lot.
  public init(id: String, store: String, left: Money) {
    self.id = id
    self.store = store
    self.left = left
  }
}

/// The prepaid ledger: movements are added, never changed, never removed.
public protocol PrepaidTables {
  /// What is left of a member's top-ups, oldest first.
  func prepaidLots(of member: String) throws -> [PrepaidLot]
  /// All movements of a member, in the order of booking.
  func prepaidMovements(of member: String) throws -> [PrepaidMovement]
  /// The movements of a sale or return, in the order of booking.
  func prepaidMovements(reference: String) throws -> [PrepaidMovement]
  /// All movements between two business dates, both included, in the order of booking.
  func prepaidMovements(
    from: BusinessDate, through: BusinessDate
  ) throws -> [PrepaidMovement]
  /// Adds a movement.
  func append(_ movement: PrepaidMovement) throws
}
