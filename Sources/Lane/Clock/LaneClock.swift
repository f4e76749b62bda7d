public import BusinessCalendar
public import Foundation

/// The clock of a lane. The date on the wall of the store decides on cards and points, not UTC.
public protocol LaneClock: Sendable {
  /// The present moment.
  func now() -> LaneTime
}

extension LaneClock {
  /// Refuses to book under a date that has not come: one such booking closes the shop to every later one, and what
  /// expires with the year would not. A day ahead is allowed, for clocks on either side of midnight.
  ///
  /// - Throws: ``LaneError`` `dateAhead`.
  public func requireNotAhead(_ date: BusinessDate) throws(LaneError) {
    let today = now().date
    guard today.days(until: date) <= 1 else { throw .dateAhead(date, today: today) }
  }
}

/// A moment as a lane needs it.
public struct LaneTime: Sendable, Hashable {
  /// The business date: the store's local date.
  public var date: BusinessDate
  /// The local time with offset, RFC 3339, such as `2026-11-22T10:15:00+08:00`.
  public var stamp: String
  /// Time since any moment that stays the same; it never jumps.
  public var uptime: Duration

  /// Makes a moment.
  public init(date: BusinessDate, stamp: String, uptime: Duration = .zero) {
    self.date = date
    self.stamp = stamp
    self.uptime = uptime
  }

  /// The time of day as printed, such as `10:15:00`.
  public var wallClock: String { String(stamp.dropFirst(11).prefix(8)) }
}

/// The machine's clock in the store's time zone.
public struct SystemLaneClock: LaneClock {
  private let zone: TimeZone
  private let start = ContinuousClock.now

  /// Makes a clock for a store.
  public init(zone: TimeZone) { self.zone = zone }

  public func now() -> LaneTime {
    let instant = Date()
    return LaneTime(
      date: BusinessDate(at: instant, in: zone),
      stamp: instant.formatted(
        .iso8601.year().month().day().time(includingFractionalSeconds: false)
          .timeZone(separator: .colon).timeZoneIn(zone)),
      uptime: ContinuousClock.now - start)
  }
}

/// A clock that shows what it is told: for replays, training and tests.
public struct FixedLaneClock: LaneClock {
  private let time: LaneTime

  /// Makes a clock that stands still.
  public init(_ time: LaneTime) { self.time = time }

  public func now() -> LaneTime { time }
}

extension Date.ISO8601FormatStyle {
  /// The same style in a time zone.
  fileprivate func timeZoneIn(_ zone: TimeZone) -> Self {
    var style = self
    style.timeZone = zone
    return style
  }
}
