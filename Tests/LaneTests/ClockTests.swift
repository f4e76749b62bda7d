import BusinessCalendar
import Foundation
import Lane
import Testing

@Suite("The clock on the wall of the store decides")
struct ClockTests {
  @Test(
    "The business date is the local one, and the stamp is RFC 3339 with the store's offset",
    arguments: [
      ("Asia/Shanghai", "+08:00"), ("Asia/Kolkata", "+05:30"), ("Pacific/Kiritimati", "+14:00"),
      ("Pacific/Pago_Pago", "-11:00"),
    ])
  func local(zone: String, offset: String) throws {
    let time = SystemLaneClock(zone: try #require(TimeZone(identifier: zone))).now()
    #expect(time.stamp.hasPrefix(time.date.description + "T"))
    #expect(time.stamp.hasSuffix(offset) && time.stamp.utf8.count == 25)
    #expect(time.wallClock.utf8.count == 8 && time.stamp.contains("T" + time.wallClock))
  }

  @Test("Time since the start never runs backwards")
  func uptime() {
    let clock = SystemLaneClock(zone: .gmt)
    let first = clock.now().uptime
    #expect(first >= .zero && clock.now().uptime >= first)
  }

  @Test("A clock that stands still shows what it was told")
  func fixed() throws {
    let time = LaneTime(date: try day("2026-11-22"), stamp: "2026-11-22T10:15:00+08:00")
    #expect(FixedLaneClock(time).now() == time && time.wallClock == "10:15:00")
  }
}
