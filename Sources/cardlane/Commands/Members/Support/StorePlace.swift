import Foundation
import MemberStore
import PostgresStore
import SQLiteStore
import Wording

/// Where a store is: a file of this machine, or a database that the lanes of a chain share.
enum StorePlace {
  case file(String)
  case database(PostgresAddress)

  /// How options name one.
  static let help = "A SQLite file, or postgres://USER@HOST/DATABASE."

  /// Reads what an option or the lane file says.
  init(_ text: String) throws(StoreError) {
    self = text.contains("://") ? .database(try PostgresAddress(text)) : .file(text)
  }

  /// Whether it is a file that is not there.
  var isMissingFile: Bool {
    guard case .file(let path) = self else { return false }
    return !FileManager.default.fileExists(atPath: path)
  }

  /// Opens the store; a file is made where it is not there. A database says on standard error what is waited
  /// for.
  func open() throws(StoreError) -> any MemberStore {
    switch self {
    case .file(let path): try SQLiteMemberStore(path: path)
    case .database(let address):
      PostgresMemberStore(address) { StandardError.write($0[Language.preferred()]) }
    }
  }
}
