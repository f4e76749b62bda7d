import BusinessCalendar
import Foundation
import GRDB
import Loyalty
import MemberStore
import MemberStoreSuite
import Testing

@testable import SQLiteStore

@Suite("A store file of an earlier version is brought up to date, and nothing is lost")
struct MigrationTests {
  @Test("A file of version 1 keeps what it holds and gets the stock of cards")
  func fromVersion1() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      let queue = try DatabaseQueue(path: path)
      try await queue.write { db in
        try SQLiteSchema.build(db, through: 1)
        try db.execute(
          sql: """
            INSERT INTO members VALUES ('M1', '王', '女士', 'vip', '2026-01-05', '2026-01-09',
              '1990-11-22', 100, '2026-11-22', NULL, 1);
            INSERT INTO point_lots VALUES ('S1/1', 'M1', 'S1', 'earned', 100, '2026-11-22',
              '2026-12-31', NULL, 10000, 'A11', 'chain-store', '2026-01');
            """)
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

  /// Makes a file from what a program of version 2 had written.
  private func withVersion2(_ body: (SQLiteMemberStore) async throws -> Void) async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/version2.sql")
      let sql = try String(contentsOf: fixture, encoding: .utf8)
      var configuration = Configuration()
      // The lines of a dump come by name, not in the order of the keys.
      configuration.foreignKeysEnabled = false
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try await queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
      try queue.close()
      let store = try SQLiteMemberStore(path: path)
      try await body(store)
      try await store.close()
    }
  }

  @Test("A file of version 2 opens with its members, cards, sales, returns and gifts")
  func fromVersion2() async throws {
    try await withVersion2 { store in
      #expect(
        try await store.pragmas(["user_version", "foreign_key_check"]) == [
          "\(SQLiteSchema.version)", "",
        ])
      let member = try #require(try await store.member("M1"))
      #expect(member.familyName == "王" && member.birthday?.description == "1990-11-22")
      #expect(member.feePaidFor == 2026 && member.erased == nil)
      #expect(try await store.cards(of: "M1").map(\.number) == [number])
      let sales = try await store.sales(from: day("2026-01-01"), through: day("2026-12-31"))
      #expect(sales.map(\.id) == ["T1", "T2", "T3", "T4", "T5", "T6"])
      #expect(sales.map(\.state) == [.committed, .committed, .committed, .committed, .hold, .hold])
      #expect(try await store.goodsReturn("R1")?.refund == Money(fen: 20_000))
      #expect(try await store.giftClaims(of: "M1").map(\.reference) == ["G1"])
      #expect(try await store.balance("M1", on: "2026-11-22") == 130)
    }
  }

  @Test("C5: what version 2 loaded and spent becomes the ledger; what nothing covered is marked")
  func prepaidOfVersion2() async throws {
    try await withVersion2 { store in
      let movements = try await store.prepaidMovements(of: "M1")
      #expect(
        movements.map { "\($0.reference) \($0.kind.rawValue) \($0.amount)" } == [
          "T1 loaded 100.00", "T2 spent -60.00", "T3 spent -40.00", "T3 overdrawn -10.00",
          "T4 loaded 200.00", "R1 paidOut -200.00", "T5 overdrawn -30.00",
        ])
      #expect(try await store.prepaidBalance(of: "M1") == .zero)
      let month = try await store.read { tables in
        let found = try tables.prepaidTransfers(
          from: BusinessDate(year: 2026, month: 2, day: 1) ?? .earliest, through: .latest)
        return Clearing.settle(found.transfers, year: 2026, month: 2)
      }
      #expect(month.map { "\($0.from) \($0.to) \($0.amount)" } == ["S01 S02 60.00"])
      // The top-up that was held is loaded when it is committed.
      _ = try await store.commit(sale: "T6", at: noon)
      #expect(try await store.prepaidBalance(of: "M1") == Money(fen: 8_000))
      _ = try await store.void(sale: "T5", at: noon)
      #expect(try await store.prepaidBalance(of: "M1") == Money(fen: 8_000))
    }
  }

  @Test("C6: a fee that version 2 knew as paid stays paid")
  func feeOfVersion2() async throws {
    try await withVersion2 { store in
      try await store.payFee("M1", forYear: 2026)
      #expect(try await store.read { try $0.feeEntries(of: "M1") }.map(\.year) == [2026])
    }
  }
}
