import ArgumentParser
import BusinessCalendar

/// A month on the command line: `2026-11`.
enum MonthArgument {
  /// The first day of the month.
  static func parse(_ text: String) throws -> BusinessDate {
    guard text.utf8.count == 7, let first = BusinessDate(text + "-01") else {
      throw ValidationError("\"\(text)\" is not a month; write it as 2026-11")
    }
    return first
  }
}
