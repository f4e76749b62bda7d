import Foundation
import Testing

@Suite("Named segments and margins in the report (C3, C4)")
struct SegmentReportTests {
  @Test("C3, C4: a named combination is listed by its id; what goods cost counts in the value")
  func named() async throws {
    let life = try Life("retail-loyalty")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    let costly = life.sale("S1", "2026-01-06", "10000.00")
      .replacing("\"category\"", with: "\"unitCost\":\"7500.00\",\"category\"")
    try await life.buy(costly, card).expect(0)
    func report(_ date: String, _ more: String...) async throws -> Answer {
      try await life.run(
        [
          "report", "segments", "--program", life.program, "--store", "shop.db", "--date", date,
          "--json",
        ] + more)
    }
    // 1 of 24 purchases, all of the amount, a quarter margin of at most one half: 1 + 40 + 10.
    let now = try await report("2026-03-01").expect(0)
    #expect(now.rows.map { $0["current"] as? Int } == [51])
    #expect(
      try await report("2026-03-01", "--segment", "regulars").expect(0).column("member") == [])
    let unknown = try await report("2026-03-01", "--segment", "nobody").expect(2)
    #expect(unknown.errorCode == "unknownSegment")
  }
}
