package import Loyalty
package import Wording

/// Rows under headings, as a table for people, CSV for spreadsheets and JSON for programs.
package struct Table: Sendable {
  /// One column: its key in JSON and CSV, and its heading for people.
  package struct Column: Sendable {
    package let key: String
    package let heading: Sentence

    package init(_ key: String, _ zhHans: String, _ zhHant: String, _ english: String) {
      self.key = key
      heading = Sentence(zhHans: zhHans, zhHant: zhHant, en: english)
    }
  }

  /// One cell. Only text can be mistaken for a formula.
  package enum Cell: Sendable {
    case text(String)
    /// A word of ours: its name in CSV and JSON, the same in every language, and what people read.
    case word(String, Sentence)
    /// Several such words; in CSV and JSON their names stand with blanks between.
    case words([(name: String, word: Sentence)])
    case number(Int64)
    case money(Money)
    case none

    /// Text, or nothing.
    package init(_ text: String?) { self = text.map(Cell.text) ?? .none }

    /// Anything that prints as plain text, or nothing.
    package init(_ value: (some CustomStringConvertible)?) { self.init(value?.description) }

    /// The cell as people read it.
    package func words(_ language: Language) -> String {
      switch self {
      case .text(let text): text
      case .word(_, let sentence): sentence[language]
      case .words(let list):
        list.map { $0.word[language] }.joined(separator: language == .english ? ", " : "、")
      case .number(let number): String(number)
      case .money(let money): money.description
      case .none: ""
      }
    }

    /// Whether it is set against the right edge.
    package var isFigure: Bool {
      switch self {
      case .number, .money: true
      case .text, .word, .words, .none: false
      }
    }
  }

  package let columns: [Column]
  package let rows: [[Cell]]

  package init(columns: [Column], rows: [[Cell]]) {
    self.columns = columns
    self.rows = rows
  }
}
