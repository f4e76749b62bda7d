import Foundation
import Testing
import Wording

@testable import Desk
@testable import Wire

@Suite("A report in pieces")
struct ReportPiecesTests {
  private static func report(rows: Int) -> Report {
    Report(
      "activity", Sentence(zhHans: "报表", zhHant: "報表", en: "Report"),
      ["shop": "S\"01", "date": "2026-11-22"],
      Table(
        columns: [.init("name", "姓", "姓", "Name"), .init("points", "积分", "積分", "Points")],
        rows: (0..<rows).map {
          [$0 % 7 == 0 ? .none : .text("=王,\u{1B}\($0)"), .number(Int64($0))]
        }))
  }

  @Test(
    "The pieces one after the other are the report, as JSON and as CSV, whatever its length",
    arguments: [
      0, 1, ReportPieces.rows - 1, ReportPieces.rows, ReportPieces.rows + 1,
      2 * ReportPieces.rows + 3,
    ])
  func whole(rows: Int) throws {
    let report = Self.report(rows: rows)
    let json = Array(ReportPieces(report, as: .json))
    #expect(try json.joined() == JSONLine.text(report))
    #expect(ReportPieces(report, as: .csv).joined() == report.table.csv)
    #expect(json.count == max(1, (rows + ReportPieces.rows - 1) / ReportPieces.rows))
  }
}
