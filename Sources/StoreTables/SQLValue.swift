import MemberStore

/// A value as it goes to a database.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case text(String)
}

/// What stands in one column.
package protocol SQLConvertible: Sendable {
  /// The value as the database takes it.
  var sqlValue: SQLValue { get }
  /// Reads it from a column; throws `storeDamaged` where something else stands there.
  static func read(_ column: String, of row: some SQLRow) throws -> Self
}

extension String: SQLConvertible {
  package var sqlValue: SQLValue { .text(self) }

  package static func read(_ column: String, of row: some SQLRow) throws -> String {
    guard let text = try row.text(column) else { throw StoreError.unreadable(column) }
    return text
  }
}

extension Int64: SQLConvertible {
  package var sqlValue: SQLValue { .integer(self) }

  package static func read(_ column: String, of row: some SQLRow) throws -> Int64 {
    guard let number = try row.integer(column) else { throw StoreError.unreadable(column) }
    return number
  }
}

extension Int: SQLConvertible {
  package var sqlValue: SQLValue { .integer(Int64(self)) }

  package static func read(_ column: String, of row: some SQLRow) throws -> Int {
    Int(try Int64.read(column, of: row))
  }
}

/// A truth is 0 or 1.
extension Bool: SQLConvertible {
  package var sqlValue: SQLValue { .integer(self ? 1 : 0) }

  package static func read(_ column: String, of row: some SQLRow) throws -> Bool {
    switch try Int64.read(column, of: row) {
    case 0: false
    case 1: true
    default: throw StoreError.unreadable(column)
    }
  }
}

/// An empty column is `nil`.
extension Optional: SQLConvertible where Wrapped: SQLConvertible {
  package var sqlValue: SQLValue { self?.sqlValue ?? .null }

  package static func read(_ column: String, of row: some SQLRow) throws -> Wrapped? {
    try row.isEmpty(column) ? nil : Wrapped.read(column, of: row)
  }
}

/// The values of a statement, in the order of its marks.
package struct SQLArguments: Sendable, ExpressibleByArrayLiteral {
  /// The values.
  package private(set) var values: [SQLValue]

  /// Takes values of one kind.
  package init(_ values: [some SQLConvertible]) { self.values = values.map(\.sqlValue) }

  package init(arrayLiteral elements: (any SQLConvertible)?...) {
    values = elements.map { $0?.sqlValue ?? .null }
  }

  package static func += (left: inout SQLArguments, right: SQLArguments) {
    left.values += right.values
  }
}
