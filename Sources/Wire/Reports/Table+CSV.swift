package import Desk
import Loyalty
import Wording

extension Table {
  /// Comma-separated values after RFC 4180, safe to open in a spreadsheet.
  ///
  /// The first line holds the column keys, the same in every language. Text that a spreadsheet would take
  /// for a formula (it begins with `= + - @`, a tab or a line feed, also after blanks) gets an apostrophe in
  /// front and is quoted; numbers and amounts stay numbers. Other control and direction characters are written
  /// out.
  package var csv: String { csvHead + csv(rows.indices) }

  /// The first line.
  var csvHead: String { Self.line(columns.map { .text($0.key) }) }

  /// The lines of some rows.
  func csv(_ range: Range<Int>) -> String { rows[range].map(Self.line).joined() }

  private static func line(_ cells: [Cell]) -> String {
    cells.map(field).joined(separator: ",") + "\r\n"
  }

  private static func field(_ cell: Cell) -> String {
    let text: String
    switch cell {
    case .text(let value): text = VisibleText.of(value, keepingLines: true)
    case .word(let name, _): text = name
    case .words(let list): text = list.joinedNames
    case .number(let number): return String(number)
    case .money(let money): return money.description
    case .none: return ""
    }
    let isFormula = startsFormula(text)
    let safe = isFormula ? "'" + text : text
    let needsQuotes =
      isFormula || safe.unicodeScalars.contains { "\",\r\n\t;".unicodeScalars.contains($0) }
      || safe.first == " " || safe.last == " "
    guard needsQuotes else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }

  private static func startsFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    // The full-width signs are taken for the plain ones by spreadsheets in Chinese and Japanese.
    let signs = "=+-@\t\r\n＝＋－＠".unicodeScalars
    if signs.contains(first) { return true }
    guard let begin = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }) else {
      return false
    }
    return signs.contains(begin)
  }
}
