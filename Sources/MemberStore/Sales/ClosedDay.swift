public import BusinessCalendar
import Wording

/// A day of a shop that was closed: what was printed then still adds up, since nothing is booked on it any more
/// unless a supervisor lets it in.
public struct ClosedDay: Sendable, Hashable {
  /// The shop's id.
  public var store: String
  /// The day.
  public var date: BusinessDate
  /// Who has closed it.
  public var who: String
  /// When, RFC 3339.
  public var time: String
  /// The totals of the close, as whoever closed it wrote them down.
  public var content: String

  /// Makes a closed day.
  public init(store: String, date: BusinessDate, who: String, time: String, content: String) {
    self.store = store
    self.date = date
    self.who = who
    self.time = time
    self.content = content
  }
}

/// Days that were closed; added, never changed, never removed.
public protocol ClosedDayTables {
  /// The close of a day; `nil` while it is open.
  func closedDay(store: String, date: BusinessDate) throws -> ClosedDay?
  /// Adds a close; the day is open.
  func insert(_ day: ClosedDay) throws
}

extension MemberStore {
  /// The close of a shop's day; `nil` while it is open.
  public func closedDay(
    store: String, date: BusinessDate
  ) async throws(StoreError) -> ClosedDay? {
    try await read { tables in try tables.closedDay(store: store, date: date) }
  }
}

extension StoreTransaction {
  /// Refuses what would be booked on a day that was closed.
  ///
  /// - Parameter isLetIn: whether a supervisor lets it in.
  func requireOpen(_ date: BusinessDate, store: String, orLetIn isLetIn: Bool) throws {
    guard !isLetIn, let closed = try closedDay(store: store, date: date) else { return }
    throw StoreError.dayClosed(closed)
  }
}

extension StoreError {
  /// The day was closed.
  package static func dayClosed(_ day: ClosedDay) -> StoreError {
    StoreError(
      .dayClosed, nature: .refusal,
      message: Sentence(
        zhHans: "\(day.date) 已由 \(day.who) 日结，本次未入账。",
        zhHant: "\(day.date) 已由 \(day.who) 日結，本次未入帳。",
        en: "\(day.date) was closed by \(day.who); nothing was booked."),
      hint: Sentence(
        zhHans: "请放弃后按今天的日期重新开单，或由主管补录。", zhHant: "請放棄後按今天的日期重新開單，或由主管補錄。",
        en: "Give it up and sell it anew today, or have a supervisor let it in."))
  }
}

extension StoreError.Code {
  /// The business day was closed.
  public static let dayClosed = Self(rawValue: "dayClosed")
}
