import GRDB
import MemberStore
import StoreTables

extension Row: SQLRow {
  package func isEmpty(_ column: String) throws -> Bool {
    guard let value = self[column] as DatabaseValue? else { throw StoreError.unreadable(column) }
    return value.isNull
  }

  package func integer(_ column: String) throws -> Int64? { try cell(column) }

  package func text(_ column: String) throws -> String? { try cell(column) }

  private func cell<Value: DatabaseValueConvertible>(_ column: String) throws -> Value? {
    do { return try decode(Value?.self, forColumn: column) } catch {
      throw StoreError.unreadable(column)
    }
  }
}
