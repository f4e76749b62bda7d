import BusinessCalendar
import Loyalty
import MemberStore
import MemberStoreSuite
import Testing

@testable import SQLiteStore

@Suite("One file, several lanes")
struct SharedFileTests {
  @Test("Lanes that open a new file at the same time find one store")
  func creation() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      try await withThrowingTaskGroup(of: Void.self) { group in
        for lane in 1...8 {
          group.addTask {
            let store = try SQLiteMemberStore(path: path)
            try await store.enrol(sampleMember("M\(lane)"))
            try await store.close()
          }
        }
        try await group.waitForAll()
      }
      let store = try SQLiteMemberStore(path: path)
      #expect(try await store.members(familyName: "王").count == 8)
      try await store.close()
    }
  }

  @Test("Two lanes with the same member on one file end exact and spend no point twice")
  func twoLanes() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      let stores = [try SQLiteMemberStore(path: path), try SQLiteMemberStore(path: path)]
      try await stores[0].enrol(
        sampleMember(),
        opening: [.init(earned: day("2026-01-02"), expires: day("2026-12-31"), remaining: 100)])
      let spent = try await withThrowingTaskGroup(of: Bool.self) { group in
        for index in 0..<60 {
          let store = stores[index % 2]
          let sale = try sampleSale("S-\(index)", lane: "L\(index % 2)", points: 0, spent: 7)
          group.addTask {
            do {
              try await store.book(sale)
              return true
            } catch let error as StoreError where error.kind == .notEnoughPoints {
              return false
            }
          }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(spent == 14)
      #expect(try await stores[1].balance("M1", on: "2026-11-22") == 2)
      for store in stores { try await store.close() }
    }
  }
}
