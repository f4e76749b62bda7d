import BusinessCalendar
import Foundation
import GRDB
import Loyalty
import MemberStore
import MemberStoreSuite
import Testing
import Wording

@testable import SQLiteStore

@Suite("A store file is ours, whole and safe, or it is refused and left alone")
struct StoreFileTests {
  static let strangers: [(String, [UInt8])] = [
    ("text", Array("member,points\nM1,120\n".utf8)),
    ("one byte", [0x53]),
    ("half a header", Array("SQLite format 3\0".utf8)),
    ("zeros", [UInt8](repeating: 0, count: 4096)),
    ("noise", (0..<8192).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }),
  ]

  @Test("A file that is no store is refused byte for byte", arguments: strangers)
  func stranger(name: String, bytes: [UInt8]) async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let error = try #require(throws: StoreError.self) { try SQLiteMemberStore(path: path) }
      #expect(error.code == (name == "half a header" ? "storeDamaged" : "notAStore"))
      #expect(error.nature == .device && error.hint != nil)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(bytes))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["store.sqlite"])
    }
  }

  @Test("Somebody else's database is refused byte for byte")
  func otherDatabase() async throws {
    try await withFolder { folder in
      let path = folder + "/other.sqlite"
      let queue = try DatabaseQueue(path: path)
      try await queue.write { db in
        try db.execute(sql: "CREATE TABLE members (id TEXT); INSERT INTO members VALUES ('x')")
      }
      try queue.close()
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(throws: StoreError.error(.notAStore)) { try SQLiteMemberStore(path: path) }
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["other.sqlite"])
    }
  }

  @Test("A store of a newer version is refused and left as it is")
  func newer() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      try await SQLiteMemberStore(path: path).close()
      let queue = try DatabaseQueue(path: path)
      try await queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA user_version = 99")
      }
      try queue.close()
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(throws: StoreError.error(.storeTooNew)) { try SQLiteMemberStore(path: path) }
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }
  }

  @Test("A store that was cut short is refused as damaged", arguments: [100, 512, 4096, 20_000])
  func truncated(length: Int) async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      let store = try SQLiteMemberStore(path: path)
      try await store.enrol(sampleMember())
      try await store.close()
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      try #require(whole.count > length)
      try whole.prefix(length).write(to: URL(fileURLWithPath: path))
      #expect(throws: StoreError.error(.storeDamaged)) { try SQLiteMemberStore(path: path) }
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole.prefix(length))
    }
  }

  @Test("A folder, or a folder that does not exist, is refused")
  func folders() async throws {
    try await withFolder { folder in
      #expect(throws: StoreError.error(.notAStore)) { try SQLiteMemberStore(path: folder) }
      #expect(throws: StoreError.error(.storeUnavailable)) {
        try SQLiteMemberStore(path: folder + "/no/store.sqlite")
      }
    }
  }

  @Test("A new store and its log can be read by their owner only")
  func privacy() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      let store = try SQLiteMemberStore(path: path)
      try await store.enrol(sampleMember())
      for file in [path, path + "-wal"] {
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
      }
      try await store.close()
    }
  }

  @Test("An empty file becomes a store")
  func empty() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      try Data().write(to: URL(fileURLWithPath: path))
      let store = try SQLiteMemberStore(path: path)
      try await store.enrol(sampleMember())
      try await store.close()
      #expect(try SQLiteFile.inspect(path) == .store)
    }
  }

  @Test("When the disk is full, nothing is booked and what is stored is safe")
  func diskFull() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      let first = try SQLiteMemberStore(path: path)
      try await first.enrol(sampleMember())
      try await first.book(sampleSale("S-1"))
      try await first.close()
      let pages = try Data(contentsOf: URL(fileURLWithPath: path)).count / 4096
      let store = try SQLiteMemberStore(path: path, patience: 5, pageLimit: pages)
      let large = String(repeating: "x", count: 100_000)
      await #expect(throws: StoreError.error(.diskFull)) {
        try await store.hold(sampleSale("S-2", content: large))
      }
      #expect(try await store.sale("S-2") == nil)
      #expect(try await store.balance("M1", on: "2026-11-22") == 100)
      try await store.close()
    }
  }

  @Test("A store that another program is writing for too long is busy, not lost")
  func busy() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      let store = try SQLiteMemberStore(path: path, patience: 0.01)
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      let other = try DatabaseQueue(path: path, configuration: configuration)
      try await other.writeWithoutTransaction { db in
        try db.execute(sql: "BEGIN IMMEDIATE")
      }
      await #expect(throws: StoreError.error(.storeBusy)) {
        try await store.enrol(sampleMember())
      }
      try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
      try await store.enrol(sampleMember())
      try other.close()
      try await store.close()
    }
  }

  @Test(
    "D5: the ledger and what is frozen cannot be changed or deleted, even by hand",
    arguments: [
      "UPDATE point_lots SET points = 1000000", "DELETE FROM point_lots",
      "UPDATE point_uses SET points = -1", "DELETE FROM point_uses",
      "UPDATE sale_lines SET net_fen = 0", "DELETE FROM sale_lines",
      "UPDATE returns SET refund_fen = 0", "DELETE FROM return_lines",
      "DELETE FROM redemptions", "UPDATE refusals SET reason = 'ok'",
      "REPLACE INTO point_lots SELECT * FROM point_lots",
      "REPLACE INTO point_uses SELECT * FROM point_uses",
      "INSERT OR REPLACE INTO sale_lines SELECT * FROM sale_lines",
      "REPLACE INTO returns SELECT * FROM returns",
      "REPLACE INTO return_lines SELECT * FROM return_lines",
      "REPLACE INTO redemptions SELECT * FROM redemptions",
      "REPLACE INTO refusals SELECT * FROM refusals",
      "DELETE FROM audit", "UPDATE audit SET who = NULL",
      "DELETE FROM joining_sales", "UPDATE joining_sales SET member_id = 'M1'",
      "REPLACE INTO joining_sales SELECT * FROM joining_sales",
    ])
  func appendOnly(statement: String) async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      let store = try SQLiteMemberStore(path: path)
      let date = try day("2026-11-22")
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1"))
      try await store.book(sampleSale("S-0", member: nil))
      _ = try await store.admit(
        CardRecord(
          number: "9156880012345680", year: 2026, sequence: 1, memberID: "M0", issued: date),
        seed: MemberSnapshot(id: "M0", level: "silver"), against: ["S-0"])
      _ = try await store.release(store: "S01", lane: "L1", by: "Zhang", at: noon)
      _ = try await store.redeem(
        RedemptionRecord(
          id: "G-1", memberID: "M1", store: "S01", lane: "L1", date: date, gift: "cup",
          points: 10, content: "g", bookedAt: noon))
      _ = try await store.book(
        ReturnRecord(
          id: "R-1", saleID: "S-1", lane: "L1", date: date, content: "r",
          lines: [.init(lineID: "1", quantity: .init(1), refund: .init(fen: 5_000))],
          refund: .init(fen: 5_000), pointsReclaimed: 50, bookedAt: noon), after: 0,
        shortfall: .clamp)
      try await store.record(
        RefusalEntry(
          maskedNumber: nil, reason: "forged", store: "S01", lane: "L1", date: date,
          time: noon))
      let ledger = try await store.ledger(of: "M1")
      try await store.close()
      let queue = try DatabaseQueue(path: path)
      await #expect(throws: DatabaseError.self) {
        try await queue.write { db in try db.execute(sql: statement) }
      }
      try queue.close()
      let after = try await SQLiteMemberStore(path: path).ledger(of: "M1")
      #expect(after.lots == ledger.lots && after.uses == ledger.uses)
    }
  }

  @Test("Commits go to the disk: write-ahead log, full synchronisation, foreign keys")
  func pragmas() async throws {
    try await withFolder { folder in
      let store = try SQLiteMemberStore(path: folder + "/store.sqlite")
      let settings = try await store.pragmas(["journal_mode", "synchronous", "foreign_keys"])
      #expect(settings == ["wal", "2", "1"])
      try await store.close()
    }
  }

  @Test("A closed store refuses politely")
  func closed() async throws {
    try await StoreUnderTest.sqlite.withStore { store in
      try await store.close()
      await #expect(throws: StoreError.self) { try await store.member("M1") }
    }
  }
}
