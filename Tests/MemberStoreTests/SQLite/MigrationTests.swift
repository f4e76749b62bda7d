import BusinessCalendar
import GRDB
import Testing

@testable import MemberStore

@Suite("A store file of an earlier version is brought up to date")
struct MigrationTests {
  @Test("A file of version 1 keeps what it holds and gets the stock of cards")
  func fromVersion1() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      let first = try SQLiteMemberStore(path: path)
      try await first.enrol(sampleMember())
      try await first.book(sampleSale("S1"))
      try await first.close()
      // What version 2 added is taken away again.
      let queue = try DatabaseQueue(path: path)
      try await queue.writeWithoutTransaction { db in
        for statement in [
          "DROP TABLE card_stock", "DROP INDEX sales_by_day", "DROP INDEX returns_by_day",
          "PRAGMA user_version = 1",
        ] { try db.execute(sql: statement) }
      }
      try queue.close()

      let store = try SQLiteMemberStore(path: path)
      #expect(try await store.pragmas(["user_version"]) == ["\(SQLiteSchema.version)"])
      #expect(try await store.balance("M1", on: "2026-11-22") == 100)
      let entry = StockEntry(
        id: "D1", store: "S01", year: 2027, movement: .received, count: 5,
        date: try day("2026-11-22"))
      try await store.book(entry)
      #expect(try await store.stock(store: nil, through: day("2026-11-22")) == [entry])
      try await store.close()
    }
  }
}
