import MemberStore
import MemberStoreSuite
import PostgresStore
import TestSupport
import Testing
import Wording

@Suite("Tables in a database: made once, by their owner, and known by their version")
struct SchemaTests {
  private func error(
    _ body: () async throws(StoreError) -> Void
  ) async -> StoreError? {
    do throws(StoreError) { try await body() } catch { return error }
    return nil
  }

  @Test("A database without tables is no store; once they are made it is one")
  func empty() async throws {
    let store = PostgresMemberStore(try Databases.makeEmpty().address)
    let found = await error { () async throws(StoreError) in _ = try await store.members() }
    #expect(found?.kind == .notAStore)
    #expect(try await store.initialize())
    #expect(try await store.members().isEmpty)
    #expect(try await !store.initialize())
    try await store.close()
  }

  @Test("Tables of another application are left alone")
  func foreign() async throws {
    let book = try Databases.makeEmpty()
    try book.psql("CREATE TABLE orders (id INT)")
    let store = PostgresMemberStore(try book.address)
    let found = await error { () async throws(StoreError) in _ = try await store.initialize() }
    #expect(found?.kind == .notAStore)
    let tables = try book.psql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    #expect(tables == "1\n")
    try await store.close()
  }

  @Test(
    "Tables of a newer version are left alone, those of an older one are brought up to date first",
    arguments: [(99, StoreError.Code.storeTooNew), (0, .storeTooOld)])
  func versions(version: Int, code: StoreError.Code) async throws {
    let book = try await Databases.make()
    let store = PostgresMemberStore(try book.address)
    try book.psql("UPDATE cardlane_schema SET version = \(version)")
    let found = await error { () async throws(StoreError) in _ = try await store.members() }
    #expect(found?.kind == code)
    try await store.close()
  }

  @Test("Programs that make the tables at the same moment find one store")
  func together() async throws {
    let address = try Databases.makeEmpty().address
    let made = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let store = PostgresMemberStore(address)
          let isNew = try await store.initialize()
          try await store.close()
          return isNew
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(made == 1)
  }

  @Test("A database or a server that is not there says so")
  func unreachable() async throws {
    let server = try Databases.server.get()
    for (address, word) in [
      (server.address("nothing-there"), "does not exist"),
      ("postgres:///c?host=/nowhere", "No such file"),
    ] {
      let store = PostgresMemberStore(try PostgresAddress(address), patience: .milliseconds(1))
      let found = await error { () async throws(StoreError) in _ = try await store.members() }
      #expect(found?.kind == .storeUnavailable)
      #expect(found?.message.english.contains(word) == true, "\(address)")
      try await store.close()
    }
  }

  @Test("The books are looked through; a contradiction is told")
  func check() async throws {
    let book = try await Databases.make()
    let store = PostgresMemberStore(try book.address)
    try await store.enrol(sampleMember())
    try await store.book(sampleSale("S-1"))
    try await store.check()
    try book.psql("ALTER TABLE sale_lines DISABLE TRIGGER ALL; DELETE FROM sale_lines;")
    let found = await error { () async throws(StoreError) in try await store.check() }
    #expect(found?.kind == .storeDamaged)
    try await store.close()
  }
}
