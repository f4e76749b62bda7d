import BusinessCalendar
import Foundation
import Testing

@Suite("A business date is a day that the calendar has")
struct BusinessDateTests {
  @Test(
    "Text that is not YYYY-MM-DD, or names a day that does not exist, is no date",
    arguments: [
      "", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1", "20260101",
      "2026/01/01", "2026-01-01 ", "0000-01-01", "２０２６-01-01", "2026-01-0a", "-026-01-01",
    ])
  func refuses(text: String) {
    #expect(BusinessDate(text) == nil)
  }

  @Test(
    "Days that exist are read and written alike",
    arguments: ["2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01", "9999-12-31"])
  func roundTrip(text: String) throws {
    let date = try #require(BusinessDate(text))
    #expect(date.description == text)
  }

  @Test("Every day of 400 years follows the one before, and day numbers count them")
  func dayNumbers() throws {
    var date = try #require(BusinessDate("1800-01-01"))
    var number = date.dayNumber
    for _ in 0..<146_097 {
      let next = date.adding(days: 1)
      number += 1
      #expect(next.dayNumber == number && next > date)
      #expect(BusinessDate(dayNumber: number) == next)
      date = next
    }
    #expect(date.description == "2200-01-01")
  }

  @Test(
    "Adding months keeps the day, cut to the month's last day",
    arguments: [
      ("2026-08-31", 6, "2027-02-28"), ("2023-08-31", 6, "2024-02-29"),
      ("2026-11-22", -6, "2026-05-22"), ("2026-01-15", -1, "2025-12-15"),
      ("2026-01-31", 1, "2026-02-28"), ("2026-12-31", 12, "2027-12-31"),
      ("2024-02-29", 12, "2025-02-28"), ("2026-03-31", -13, "2025-02-28"),
    ])
  func months(start: String, count: Int, result: String) throws {
    let date = try #require(BusinessDate(start))
    #expect(date.adding(months: count).description == result)
  }

  @Test("Arithmetic never leaves the years 1 to 9999")
  func bounds() {
    #expect(BusinessDate.earliest.adding(days: -1) == .earliest)
    #expect(BusinessDate.latest.adding(days: 1) == .latest)
    #expect(BusinessDate.earliest.adding(months: -1) == .earliest)
    #expect(BusinessDate.latest.adding(months: 1) == .latest)
    #expect(BusinessDate.earliest.description == "0001-01-01")
    #expect(BusinessDate.latest.description == "9999-12-31")
  }

  @Test(
    "Weekdays are those of the wall calendar: 1 is Monday, 7 is Sunday",
    arguments: [("1970-01-01", 4), ("2026-11-22", 7), ("2026-11-23", 1), ("1969-12-28", 7)])
  func weekdays(text: String, weekday: Int) throws {
    let date = try #require(BusinessDate(text))
    #expect(date.weekday == weekday)
  }
}

@Suite("The business date is the store's local day")
struct StoreDayTests {
  @Test(
    "Midnight falls where the store is, not in Greenwich",
    arguments: [
      ("Asia/Shanghai", 1_798_732_800.0, "2027-01-01"),
      ("Asia/Shanghai", 1_798_732_799.0, "2026-12-31"),
      ("UTC", 1_798_732_800.0, "2026-12-31"), ("UTC", -0.5, "1969-12-31"),
      ("America/New_York", 0.0, "1969-12-31"),
    ])
  func localDay(zone: String, seconds: Double, day: String) throws {
    let zone = try #require(TimeZone(identifier: zone))
    let date = BusinessDate(at: Date(timeIntervalSince1970: seconds), in: zone)
    #expect(date.description == day)
  }
}
