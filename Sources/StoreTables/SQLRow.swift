package import BusinessCalendar
package import Loyalty
import MemberStore

/// One row of an answer, looked at while it is handed over.
///
/// A column that is missing or holds something else throws `storeDamaged`: the pages of a damaged file may
/// belong to another table.
package protocol SQLRow: SendableMetatype {
  /// Whether a column holds nothing.
  func isEmpty(_ column: String) throws -> Bool
  /// An integer column; `nil` where it is empty.
  func integer(_ column: String) throws -> Int64?
  /// A text column; `nil` where it is empty.
  func text(_ column: String) throws -> String?
}

extension SQLRow {
  /// A column as what it should be.
  package func value<Value: SQLConvertible>(_ column: String) throws -> Value {
    try Value.read(column, of: self)
  }

  /// A date column that is never empty.
  package func date(_ column: String) throws -> BusinessDate {
    guard let date = try optionalDate(column) else { throw StoreError.unreadable(column) }
    return date
  }

  /// A date column.
  package func optionalDate(_ column: String) throws -> BusinessDate? {
    guard let text = try text(column) else { return nil }
    guard let date = BusinessDate(text) else { throw StoreError.unreadable(column) }
    return date
  }

  /// An amount column, in fen.
  package func money(_ column: String) throws -> Money { Money(fen: try value(column)) }
}
