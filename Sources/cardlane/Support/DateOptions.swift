import ArgumentParser
import BusinessCalendar
import Foundation

/// The business date that a command works on.
struct DateOptions: ParsableArguments {
  @Option(
    help: "The business date, YYYY-MM-DD; today in the store's time zone if left out.",
    transform: DateOptions.parse)
  var date: BusinessDate?

  @Option(
    help: "The store's time zone, such as Asia/Shanghai; the machine's own if left out.",
    transform: DateOptions.zone)
  var timeZone: TimeZone = .current

  /// The date given, or today.
  var businessDate: BusinessDate { date ?? BusinessDate(at: Date(), in: timeZone) }

  static func parse(_ text: String) throws -> BusinessDate {
    guard let date = BusinessDate(text) else {
      throw ValidationError("\"\(text)\" is not a date that exists; write it as 2026-11-22")
    }
    return date
  }

  static func zone(_ text: String) throws -> TimeZone {
    guard let zone = TimeZone(identifier: text) else {
      throw ValidationError("\"\(text)\" is not a time zone; write it as Asia/Shanghai")
    }
    return zone
  }
}
