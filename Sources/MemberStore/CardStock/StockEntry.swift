public import BusinessCalendar

/// One movement in a store's stock of blank cards, every card accounted for (rules A26, A31).
public struct StockEntry: Sendable, Hashable {
  /// The movement's own id, so that nothing is booked twice.
  public var id: String
  /// The store.
  public var store: String
  /// The card year that is printed on the cards.
  public var year: Int
  /// What happened.
  public var movement: StockMovement
  /// How many cards, above 0.
  public var count: Int64
  /// The business date.
  public var date: BusinessDate
  /// What else is to be known, such as the delivery's number; `nil` for nothing.
  public var note: String?

  /// Makes a movement.
  public init(
    id: String, store: String, year: Int, movement: StockMovement, count: Int64,
    date: BusinessDate, note: String? = nil
  ) {
    self.id = id
    self.store = store
    self.year = year
    self.movement = movement
    self.count = count
    self.date = date
    self.note = note
  }
}

/// What happens to blank cards; any other word in the ledger counts as leaving the stock.
public struct StockMovement: RawRepresentable, Sendable, Hashable {
  /// The stored word.
  public let rawValue: String
  /// Wraps a stored word.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Came from operations.
  public static let received = Self(rawValue: "received")
  /// Handed out to a member.
  public static let issued = Self(rawValue: "issued")
  /// Unusable: torn, misprinted, encoded badly.
  public static let spoiled = Self(rawValue: "spoiled")
  /// Not there at the count: lost by the store (rule A31).
  public static let missing = Self(rawValue: "missing")
  /// Sent back to operations.
  public static let returned = Self(rawValue: "returned")

  /// All movements that are booked.
  public static let all: [Self] = [.received, .issued, .spoiled, .missing, .returned]
}

/// The ledger of blank cards: entries are added, never changed, never removed.
public protocol CardStockTables {
  /// The movements of a store, or of every store, up to a day, in the order of booking.
  func stock(store: String?, through date: BusinessDate) throws -> [StockEntry]
  /// The movement with an id.
  func stockEntry(_ id: String) throws -> StockEntry?
  /// Adds a movement.
  func append(_ entry: StockEntry) throws
}
