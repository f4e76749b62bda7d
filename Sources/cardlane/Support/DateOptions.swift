import ArgumentParser
import BusinessCalendar
import Desk
import Foundation
import Lane
import Wording

/// The business date that a command works on.
struct DateOptions: ParsableArguments {
  @Option(
    help: "The business date, YYYY-MM-DD; today in the store's time zone if left out.",
    transform: DateOptions.parse)
  var date: BusinessDate?

  @Option(
    name: .customLong("time-zone"),
    help: "The store's time zone, such as Asia/Shanghai; the machine's own if nobody says it.",
    transform: DateOptions.zone)
  var givenTimeZone: TimeZone?

  /// The store's time zone.
  var timeZone: TimeZone { LaneInForce.settings.timeZone(givenTimeZone).value }

  /// The date given, or today.
  var businessDate: BusinessDate { date ?? BusinessDate(at: Date(), in: timeZone) }

  /// The date given, or today, for what books something.
  ///
  /// - Throws: ``LaneError`` `dateAhead` for a date that has not come.
  func bookingDate() throws -> BusinessDate {
    try LaneInForce.clock.requireNotAhead(businessDate)
    return businessDate
  }

  static func parse(_ text: String) throws -> BusinessDate {
    guard let date = BusinessDate(text) else {
      throw ValidationError(
        Sentence(
          zhHans: "没有“\(text)”这个日期，请写成 2026-11-22", zhHant: "沒有「\(text)」這個日期，請寫成 2026-11-22",
          en: "\"\(text)\" is not a date that exists; write it as 2026-11-22"))
    }
    return date
  }

  static func zone(_ text: String) throws -> TimeZone {
    guard let zone = TimeZone(identifier: text) else {
      throw ValidationError(
        Sentence(
          zhHans: "没有“\(text)”这个时区，请写成 Asia/Shanghai",
          zhHant: "沒有「\(text)」這個時區，請寫成 Asia/Shanghai",
          en: "\"\(text)\" is not a time zone; write it as Asia/Shanghai"))
    }
    return zone
  }
}

extension ValidationError {
  /// A mistake on the command line, told in the language that the command line asks for.
  init(_ sentence: Sentence) {
    self.init(sentence[.preferred(in: CommandLine.arguments)])
  }
}
