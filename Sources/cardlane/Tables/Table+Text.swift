import Desk
import Wording

extension Table {
  /// Columns side by side, as wide as they need to be; a line that says so where there is nothing.
  func text(_ language: Language) -> String {
    guard !rows.isEmpty else {
      return Sentence(zhHans: "（无）", zhHant: "（無）", en: "(none)")[language]
    }
    let cells = rows.map { row in row.map { (VisibleText.of($0.words(language)), $0.isFigure) }
    }
    let headings = columns.map { $0.heading[language] }
    let widths = headings.indices.map { index in
      cells.reduce(DisplayText.width(headings[index])) { widest, row in
        max(widest, DisplayText.width(row[index].0))
      }
    }
    func line(_ cells: [(String, Bool)]) -> String {
      let parts = zip(cells, widths).map { cell, width in
        DisplayText.padded(cell.0, to: width, right: cell.1)
      }
      let text = parts.joined(separator: "  ")
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    let figures = headings.indices.map { index in cells.contains { $0[index].1 } }
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
    return ([line(Array(zip(headings, figures))), rule] + cells.map(line)).joined(separator: "\n")
  }
}
