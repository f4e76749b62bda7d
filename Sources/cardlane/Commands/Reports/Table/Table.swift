import Loyalty
import Wording

/// Rows under headings, as a table for people, CSV for spreadsheets and JSON for programs.
struct Table {
  /// One column: its key in JSON and CSV, and its heading for people.
  struct Column {
    let key: String
    let heading: Sentence

    init(_ key: String, _ zhHans: String, _ zhHant: String, _ english: String) {
      self.key = key
      heading = Sentence(zhHans: zhHans, zhHant: zhHant, en: english)
    }
  }

  /// One cell. Only text can be mistaken for a formula.
  enum Cell {
    case text(String)
    /// A word of ours: its name in CSV and JSON, the same in every language, and what people read.
    case word(String, Sentence)
    case number(Int64)
    case money(Money)
    case none

    /// Text, or nothing.
    init(_ text: String?) { self = text.map(Cell.text) ?? .none }

    /// Anything that prints as plain text, or nothing.
    init(_ value: (some CustomStringConvertible)?) { self.init(value?.description) }

    /// The cell as people read it.
    func words(_ language: Language) -> String {
      switch self {
      case .text(let text): text
      case .word(_, let sentence): sentence[language]
      case .number(let number): String(number)
      case .money(let money): money.description
      case .none: ""
      }
    }

    /// Whether it is set against the right edge.
    var isFigure: Bool {
      switch self {
      case .number, .money: true
      case .text, .word, .none: false
      }
    }
  }

  let columns: [Column]
  var rows: [[Cell]] = []
}

extension Table {
  /// Columns side by side, as wide as they need to be; a line that says so where there is nothing.
  func text(_ language: Language) -> String {
    guard !rows.isEmpty else {
      return Sentence(zhHans: "（无）", zhHant: "（無）", en: "(none)")[language]
    }
    let cells = rows.map { row in row.map { (DisplayText.visible($0.words(language)), $0.isFigure) }
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

extension Table {
  /// One row as a JSON object; empty cells are null.
  struct Record: Encodable {
    let columns: [Column]
    let row: [Cell]

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: NamedKey.self)
      for (column, cell) in zip(columns, row) {
        let key = NamedKey(column.key)
        switch cell {
        case .text(let text): try container.encode(text, forKey: key)
        case .word(let name, _): try container.encode(name, forKey: key)
        case .number(let number): try container.encode(number, forKey: key)
        case .money(let money): try container.encode(money.description, forKey: key)
        case .none: try container.encodeNil(forKey: key)
        }
      }
    }
  }

  /// The rows as JSON objects.
  var records: [Record] { rows.map { Record(columns: columns, row: $0) } }
}

/// A key that is known when the program runs.
struct NamedKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { return nil }
}
