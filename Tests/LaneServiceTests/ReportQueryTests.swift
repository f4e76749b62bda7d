import BusinessCalendar
import Desk
import Testing

@testable import LaneService

@Suite("What a report is asked for")
struct ReportQueryTests {
  private enum Size: String, CaseIterable { case small, large }

  private static func query(_ values: [String: [String]]) throws -> ReportQuery {
    try ReportQuery(values, known: ["date", "month", "days", "size"])
  }

  @Test("Values are read by what they are, and a name may stand more than once")
  func values() throws {
    let query = try Self.query([
      "date": ["2026-11-22"], "month": ["2026-02"], "days": ["7"], "size": ["small", "large"],
    ])
    #expect(try query.date("date")?.description == "2026-11-22")
    #expect(try query.month("month")?.description == "2026-02-01")
    #expect(try query.whole("days", 0...366) == 7)
    #expect(try query.choices("size", Size.self) == [.small, .large])
    #expect(try Self.query([:]).date("date") == nil)
  }

  @Test(
    "What is no value of its kind is refused, and so is a name that nobody knows",
    arguments: [
      ("date", "2026-02-30"), ("date", ""), ("month", "2026-13"), ("month", "2026-11-22"),
      ("days", "367"), ("days", "x"), ("size", "middle"), ("class", "dormant"),
    ])
  func refused(name: String, value: String) throws {
    #expect(throws: PlainError.self) {
      let query = try Self.query([name: [value]])
      _ = try query.date("date")
      _ = try query.month("month")
      _ = try query.whole("days", 0...366)
      _ = try query.choices("size", Size.self)
    }
  }

  @Test("A report's names are those that it is asked by, each once")
  func names() {
    #expect(Set(ServedReport.all.map(\.name)).count == ServedReport.all.count)
    for report in ServedReport.all {
      #expect(Set(report.query).count == report.query.count, "\(report.name)")
    }
  }
}
