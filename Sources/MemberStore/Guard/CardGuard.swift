public import BusinessCalendar
import Wording

/// What limits the damage that a copied card can do; kept in the store, so that every lane obeys.
///
/// What is `nil` is left to the lane's own configuration, or not limited.
public struct GuardSettings: Sendable, Hashable {
  /// How many forged reads within the window call for a supervisor.
  public var forgedReads: Int?
  /// How long a forged read counts, in minutes.
  public var windowMinutes: Int?
  /// The least time between two stores, in minutes, where no time is set for the two.
  public var travelMinutes: Int?
  /// The most points that a member may redeem on one business date.
  public var dailyRedemptionCap: Int64?

  /// Makes settings; nothing is set unless said.
  public init(
    forgedReads: Int? = nil, windowMinutes: Int? = nil, travelMinutes: Int? = nil,
    dailyRedemptionCap: Int64? = nil
  ) {
    self.forgedReads = forgedReads
    self.windowMinutes = windowMinutes
    self.travelMinutes = travelMinutes
    self.dailyRedemptionCap = dailyRedemptionCap
  }

  /// The settings in a line, for what is written down of a change.
  var summary: String {
    [
      forgedReads.map { "forgedReads=\($0)" }, windowMinutes.map { "windowMinutes=\($0)" },
      travelMinutes.map { "travelMinutes=\($0)" },
      dailyRedemptionCap.map { "dailyRedemptionCap=\($0)" },
    ].compactMap(\.self).joined(separator: " ")
  }
}

/// The least time in which anybody gets from one store to another.
public struct TravelTime: Sendable, Hashable {
  /// One store; the earlier name of the two.
  public let one: String
  /// The other.
  public let other: String
  /// Minutes, 0 or more.
  public let minutes: Int

  /// Makes a time; the order of the stores does not matter.
  public init(between one: String, and other: String, minutes: Int) {
    self.one = min(one, other)
    self.other = max(one, other)
    self.minutes = minutes
  }

  /// Whether it is the time between the same two stores.
  func isBetween(_ time: TravelTime) -> Bool { one == time.one && other == time.other }

  /// The time in a line, for what is written down of a change.
  var summary: String { "\(one) – \(other): \(minutes)" }
}

/// Where a card was used last.
public struct CardSighting: Sendable, Hashable {
  /// The full number; never shown.
  public var number: String
  /// The store.
  public var store: String
  /// The lane.
  public var lane: String
  /// When, RFC 3339 with offset.
  public var time: String

  /// Makes a sighting.
  public init(number: String, store: String, lane: String, time: String) {
    self.number = number
    self.store = store
    self.lane = lane
    self.time = time
  }
}

/// A lane that was closed to cards, or opened again.
public struct LaneEvent: Sendable, Hashable {
  /// The store.
  public var store: String
  /// The lane.
  public var lane: String
  /// Whether it was closed; `false` when a supervisor released it.
  public var isLocked: Bool
  /// The supervisor; `nil` when it closed by itself or nobody was named.
  public var supervisor: String?
  /// The position of the last refusal that is dealt with: counting begins anew after it.
  public var afterRefusal: Int64
  /// When, RFC 3339 with offset.
  public var time: String

  /// Makes an event.
  public init(
    store: String, lane: String, isLocked: Bool, supervisor: String? = nil,
    afterRefusal: Int64, time: String
  ) {
    self.store = store
    self.lane = lane
    self.isLocked = isLocked
    self.supervisor = supervisor
    self.afterRefusal = afterRefusal
    self.time = time
  }
}

/// What the store keeps against forgers: settings, sightings, lanes that are closed, counters of chips.
public protocol GuardTables {
  /// The settings.
  func guardSettings() throws -> GuardSettings
  /// Replaces the settings.
  func set(_ settings: GuardSettings) throws
  /// All times between stores, by name.
  func travelTimes() throws -> [TravelTime]
  /// Sets a time between two stores.
  func set(_ time: TravelTime) throws
  /// Where a card was used last.
  func lastSighting(number: String) throws -> CardSighting?
  /// Replaces where a card was used last.
  func put(_ sighting: CardSighting) throws
  /// Forgets where a card was used last.
  func forgetSighting(number: String) throws
  /// The last event of a lane; `nil` for a lane that was never closed.
  func lastLaneEvent(store: String, lane: String) throws -> LaneEvent?
  /// The last event of every lane that was ever closed, by store and lane.
  func lastLaneEvents() throws -> [LaneEvent]
  /// Adds an event.
  func append(_ event: LaneEvent) throws
  /// How many refusals of a lane for some reasons lie after a position and at or after an instant
  /// (seconds since 1970), and the position of the lane's last refusal, 0 for none.
  func refusals(
    store: String, lane: String, reasons: [String], after position: Int64, since instant: Int64
  ) throws -> (count: Int, last: Int64)
  /// The position of the last refusal that a supervisor has dealt with at any lane of a shop, 0 for none.
  func lastRefusalDealtWith(store: String) throws -> Int64
  /// How many refusals of a shop for some reasons lie after a position and at or after an instant (seconds
  /// since 1970): those of one masked number, or of all for `nil`.
  func refusals(
    store: String, number: String?, reasons: [String], after position: Int64, since instant: Int64
  ) throws -> Int
  /// The card of a year that was issued on a chip, the newest.
  func card(chip uid: String, year: Int) throws -> CardRecord?
  /// The last read counter of a chip.
  func readCounter(chip uid: String) throws -> Int64?
  /// Replaces the last read counter of a chip.
  func setReadCounter(chip uid: String, to counter: Int64) throws
  /// Points that a member redeemed or reserved on a business date, given up sales left out.
  func pointsRedeemed(by member: String, on date: BusinessDate) throws -> Int64
}

/// Instants of RFC 3339.
enum Instant {
  /// Seconds since 1970 of a time such as `2026-11-22T10:15:00+08:00`; `nil` when it is none.
  static func seconds(_ text: String) -> Int64? {
    guard text.utf8.count >= 20, let date = BusinessDate(String(text.prefix(10))),
      let start = BusinessDate(year: 1970, month: 1, day: 1)
    else { return nil }
    let clock = text.dropFirst(11).prefix(8).split(separator: ":").compactMap { Int64($0) }
    guard clock.count == 3 else { return nil }
    // Fractions of a second do not matter here.
    let zone = text.dropFirst(19).drop { $0 == "." || $0.isNumber }
    let day = Int64(start.days(until: date)) * 86_400
    let local = day + clock[0] * 3_600 + clock[1] * 60 + clock[2]
    if zone == "Z" || zone == "z" { return local }
    let parts = zone.dropFirst().split(separator: ":").compactMap { Int64($0) }
    guard parts.count == 2, let sign = zone.first, sign == "+" || sign == "-" else { return nil }
    let offset = parts[0] * 3_600 + parts[1] * 60
    return sign == "+" ? local - offset : local + offset
  }
}
