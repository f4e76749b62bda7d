public import Foundation

extension BusinessDate {
  /// The day on the store's wall at an instant: the local date in the store's time zone, not in UTC.
  public init(at instant: Date, in zone: TimeZone) {
    let seconds =
      Int(instant.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: instant)
    let day = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
    self = BusinessDate(dayNumber: day) ?? (day < 0 ? .earliest : .latest)
  }
}
