import Foundation
import MemberStore
import MemberStoreSuite
import PostgresStore
import TestSupport

/// The server of the tests, and databases on it.
enum Databases {
  /// One server for all tests of this process. What it keeps need not survive a power cut.
  static let server = Result {
    let server = try PostgresServer(
      settings: ["fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"])
    try server.run("createdb", ["book"])
    return server
  }

  /// Made once; other databases are copies of it.
  private static let template = Task { () async throws -> Void in
    let server = try Self.server.get()
    let store = PostgresMemberStore(try PostgresAddress(server.address("book")))
    _ = try await store.initialize()
    try await store.close()
  }

  /// A database of the server.
  struct Book: Sendable {
    let server: PostgresServer
    let name: String

    var address: PostgresAddress { get throws { try PostgresAddress(server.address(name)) } }

    /// Lets PostgreSQL's own client run statements in it, and gives what it printed.
    @discardableResult
    func psql(_ statements: String) throws -> String {
      try server.run("psql", ["-d", name, "-At", "-v", "ON_ERROR_STOP=1", "-c", statements])
    }
  }

  /// Makes a database with an empty store, and says where it is.
  static func make() async throws -> Book {
    _ = try await template.value
    let name = "t" + UUID().uuidString.lowercased().filter { $0 != "-" }
    let server = try Self.server.get()
    try server.run("createdb", ["-T", "book", name])
    return Book(server: server, name: name)
  }

  /// Makes a database without any table.
  static func makeEmpty() throws -> Book {
    let name = "e" + UUID().uuidString.lowercased().filter { $0 != "-" }
    let server = try Self.server.get()
    try server.run("createdb", [name])
    return Book(server: server, name: name)
  }
}

extension StoreUnderTest {
  /// A database of a real server.
  static let postgres = StoreUnderTest("postgres") {
    let store = PostgresMemberStore(try await Databases.make().address)
    return (store, { try await store.close() })
  }
}
