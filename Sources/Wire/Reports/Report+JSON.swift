package import Desk
import Loyalty
import Wording

/// `report`, what it was asked for, and `rows`: one object for each row, with every column.
extension Report: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("report", name)
    for (key, value) in subject { try object.put(key, value) }
    try object.put("rows", table.rows.map { RowJSON(columns: table.columns, row: $0) })
  }
}

/// One row; empty cells are null.
struct RowJSON: Encodable {
  let columns: [Table.Column]
  let row: [Table.Cell]

  func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    for (column, cell) in zip(columns, row) {
      switch cell {
      case .text(let text): try object.put(column.key, text)
      case .word(let name, _): try object.put(column.key, name)
      case .words(let list): try object.put(column.key, list.joinedNames)
      case .number(let number): try object.put(column.key, number)
      case .money(let money): try object.put(column.key, money.description)
      case .none: try object.putNull(column.key)
      }
    }
  }
}

extension [(name: String, word: Sentence)] {
  /// The names with blanks between.
  var joinedNames: String { map(\.name).joined(separator: " ") }
}
