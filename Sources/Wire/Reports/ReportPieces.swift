package import Desk
import Loyalty
package import Wording

/// A report in pieces of some rows each, so that a long one need not be held as one text.
package struct ReportPieces: Sendable, Sequence, IteratorProtocol {
  /// How a report is written.
  package enum Form: Sendable, Hashable {
    /// The report as one JSON object.
    case json
    /// Its rows as CSV.
    case csv
  }

  /// How many rows a piece has.
  package static let rows = 500

  private let report: Report
  private let form: Form
  private var place: Int?

  /// The pieces; written one after the other they are the report.
  package init(_ report: Report, as form: Form) {
    self.report = report
    self.form = form
    place = 0
  }

  /// The next piece; `nil` after the last.
  package mutating func next() -> String? {
    guard let first = place else { return nil }
    let last = Swift.min(first + Self.rows, report.table.rows.count)
    let isEnd = last == report.table.rows.count
    place = isEnd ? nil : last
    switch form {
    case .json: return json(first..<last, isEnd: isEnd)
    case .csv: return (first == 0 ? report.table.csvHead : "") + report.table.csv(first..<last)
    }
  }

  private func json(_ range: Range<Int>, isEnd: Bool) -> String {
    let fields = ([("report", report.name)] + report.subject).sorted { $0.0 < $1.0 }
    func text(_ fields: some Sequence<(String, String)>) -> [String] {
      fields.map { "\"\($0)\":\((try? JSONLine.text($1)) ?? "null")" }
    }
    let rows = report.table.rows[range].compactMap { row in
      try? JSONLine.text(RowJSON(columns: report.table.columns, row: row))
    }
    var piece = rows.joined(separator: ",")
    if range.lowerBound == 0 {
      let before = text(fields.filter { $0.0 < "rows" })
      piece = "{" + before.map { $0 + "," }.joined() + "\"rows\":[" + piece
    } else {
      piece = "," + piece
    }
    guard isEnd else { return piece }
    return piece + "]" + text(fields.filter { $0.0 > "rows" }).map { "," + $0 }.joined() + "}"
  }
}

/// A report for people, after `docs/schemas/report-table.schema.json`: its title, its headings and its cells in the
/// words of a language.
package struct ReportTable: Encodable, Sendable {
  private let report: Report
  private let language: Language

  /// A report in the words of a language.
  package init(_ report: Report, _ language: Language) {
    self.report = report
    self.language = language
  }

  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("report", report.name)
    try object.put("title", report.title[language])
    try object.put("subject", report.subject.map(\.value))
    try object.put(
      "columns",
      report.table.columns.enumerated().map { index, column in
        Heading(
          key: column.key, heading: column.heading[language],
          isFigure: report.table.rows.contains { $0[index].isFigure })
      })
    try object.put("rows", report.table.rows.map { row in row.map { $0.words(language) } })
    try object.put("names", report.table.rows.map { $0.first?.name ?? "" })
  }

  private struct Heading: Encodable {
    let key: String
    let heading: String
    let isFigure: Bool
  }
}

extension Table.Cell {
  /// The name that programs know the cell by.
  fileprivate var name: String {
    if case .word(let name, _) = self { name } else { "" }
  }
}
