import BusinessCalendar
import Foundation
import GRDB
import MemberStore
import Loyalty

/// One transaction on a store file. Prepared statements are cached by the connection.
struct SQLiteTransaction: StoreTransaction {
  let db: Database

  /// The first row of a query as a value.
  func first<Value>(
    _ sql: String, _ arguments: StatementArguments, _ make: (Row) throws -> Value
  ) throws -> Value? {
    let statement = try db.cachedStatement(sql: sql)
    return try Row.fetchOne(statement, arguments: arguments).map(make)
  }

  /// Every row of a query as a value.
  func all<Value>(
    _ sql: String, _ arguments: StatementArguments, _ make: (Row) throws -> Value
  ) throws -> [Value] {
    let statement = try db.cachedStatement(sql: sql)
    var values: [Value] = []
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    while let row = try rows.next() { values.append(try make(row)) }
    return values
  }

  /// The rows of a statement by the text in one of their columns, each group in the statement's order.
  func grouped<Value>(
    by column: String, _ sql: String, _ arguments: StatementArguments,
    _ make: (Row) throws -> Value
  ) throws -> [String: [Value]] {
    let rows = try all(sql, arguments) { row in (try row.value(column) as String, try make(row)) }
    return rows.reduce(into: [:]) { groups, row in groups[row.0, default: []].append(row.1) }
  }

  /// Runs a statement that answers nothing.
  func run(_ sql: String, _ arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}

extension Row {
  /// A column as what it should be.
  ///
  /// - Throws: `storeDamaged` where the column is missing or holds something else: the pages of a damaged
  ///   file may belong to another table.
  func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
    do { return try decode(Value.self, forColumn: column) } catch {
      throw StoreError.unreadable(column)
    }
  }

  /// A date column that is never empty.
  func date(_ column: String) throws -> BusinessDate {
    guard let date = try optionalDate(column) else { throw StoreError.unreadable(column) }
    return date
  }

  /// A date column.
  func optionalDate(_ column: String) throws -> BusinessDate? {
    guard let text: String = try value(column) else { return nil }
    guard let date = BusinessDate(text) else { throw StoreError.unreadable(column) }
    return date
  }

  /// An amount column.
  func money(_ column: String) throws -> Money { Money(fen: try value(column)) }
}

/// A list as JSON text in one column: the earnings that a held sale will bring.
enum ListColumn {
  static func text(_ list: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(list), as: UTF8.self)
  }

  static func list<Element: Decodable>(_ text: String) throws -> [Element] {
    do {
      return try JSONDecoder().decode([Element].self, from: Data(text.utf8))
    } catch {
      throw StoreError.unreadable("list")
    }
  }
}
