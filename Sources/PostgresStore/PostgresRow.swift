import CPQ
import MemberStore
import StoreTables

/// A row of an answer: texts, as PostgreSQL writes them.
@safe struct PostgresRow: SQLRow {
  let answer: PostgresAnswer
  let index: Int32

  func isEmpty(_ column: String) throws -> Bool { try answer.text(index, column) == nil }

  func text(_ column: String) throws -> String? { try answer.text(index, column) }

  func integer(_ column: String) throws -> Int64? {
    guard let text = try answer.text(index, column) else { return nil }
    guard let number = Int64(text) else { throw StoreError.unreadable(column) }
    return number
  }
}
