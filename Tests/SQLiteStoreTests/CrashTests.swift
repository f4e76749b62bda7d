import BusinessCalendar
import Foundation
import Loyalty
import MemberStore
import MemberStoreSuite
import Testing

@testable import SQLiteStore

@Suite("A crash at any moment leaves the store whole")
struct CrashTests {
  @Test("A process killed between hold and commit leaves a hold that can be finished")
  func killedAfterHold() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
        let store = try SQLiteMemberStore(path: path)
        try await store.enrol(
          sampleMember(),
          opening: [.init(earned: day("2026-01-02"), expires: day("2026-12-31"), remaining: 80)])
        _ = try await store.hold(sampleSale("S-1", spent: 50), receipt: sampleReceipt("S-1"))
        kill(getpid(), SIGKILL)
      }
      let store = try SQLiteMemberStore(path: path)
      let open = try await store.openSales(store: "S01", lane: "L1")
      #expect(open.map(\.id) == ["S-1"])
      #expect(try await store.receipt("S-1") != nil)
      #expect(try await store.balance("M1", on: "2026-11-22") == 30)
      _ = try await store.commit(sale: "S-1", at: noon)
      #expect(try await store.balance("M1", on: "2026-11-22") == 130)
      try await store.close()
    }
  }

  @Test("A process killed right after a commit has lost nothing")
  func killedAfterCommit() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
        let store = try SQLiteMemberStore(path: path)
        try await store.enrol(sampleMember())
        for index in 1...20 { try await store.book(sampleSale("S-\(index)")) }
        kill(getpid(), SIGKILL)
      }
      let store = try SQLiteMemberStore(path: path)
      #expect(try await store.openSales(store: "S01", lane: "L1").isEmpty)
      #expect(try await store.balance("M1", on: "2026-11-22") == 2_000)
      try await store.close()
    }
  }

  @Test("A process killed in the middle of a write has written none of it")
  func killedInside() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
        let store = try SQLiteMemberStore(path: path)
        try await store.enrol(sampleMember())
        let sale = try sampleSale("S-1")
        try await store.write { tables in
          try tables.insert(sale)
          kill(getpid(), SIGKILL)
        }
      }
      let store = try SQLiteMemberStore(path: path)
      #expect(try await store.member("M1") != nil)
      #expect(try await store.sale("S-1") == nil)
      try await store.close()
    }
  }
}
