/// A connection to a database, in the middle of a transaction.
package protocol SQLSession: SendableMetatype {
  associatedtype Row: SQLRow

  /// A sub-query over the elements of a list that is handed over as JSON text in one value, such as
  /// `(SELECT value FROM json_each(?))`.
  static var listed: String { get }

  /// Runs a statement and hands over its rows, one after the other.
  ///
  /// - Parameters:
  ///   - sql: The statement, with `?` for each value.
  ///   - take: Called with each row; answers whether it wants another.
  func query(_ sql: String, _ arguments: SQLArguments, _ take: (Row) throws -> Bool) throws

  /// Runs a statement that answers nothing. What goes wrong may be told by a later statement, at the latest
  /// by the end of the transaction.
  func execute(_ sql: String, _ arguments: SQLArguments) throws
}
