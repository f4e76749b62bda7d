import BusinessCalendar
import Loyalty
import MemberStore
import MemberStoreSuite
import Testing

@testable import PostgresStore

@Suite("One book, many lanes")
struct LanesTests {
  @Test("Lanes with the same member end exact and spend no point twice")
  func oneMember() async throws {
    let address = try await Databases.make().address
    let stores = (0..<3).map { _ in PostgresMemberStore(address, connections: 2) }
    try await stores[0].enrol(
      sampleMember(),
      opening: [.init(earned: day("2026-01-02"), expires: day("2026-12-31"), remaining: 100)])
    let spent = try await withThrowingTaskGroup(of: Bool.self) { group in
      for index in 0..<40 {
        let store = stores[index % 3]
        let sale = try sampleSale("S-\(index)", lane: "L\(index % 3)", points: 0, spent: 7)
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

  @Test("Two lanes that book the same id at the same moment book it once")
  func oneSale() async throws {
    let address = try await Databases.make().address
    let stores = (0..<4).map { _ in PostgresMemberStore(address, connections: 1) }
    try await stores[0].enrol(sampleMember())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for store in stores {
        let sale = try sampleSale("S-1")
        group.addTask { try await store.book(sale) }
      }
      try await group.waitForAll()
    }
    #expect(try await stores[3].balance("M1", on: "2026-11-22") == 100)
    for store in stores { try await store.close() }
  }

  @Test("A sale costs as many waits for the server as it has steps, however many lines it has")
  func roundTrips() async throws {
    func waits(lines: Int) async throws -> Int {
      let store = PostgresMemberStore(try await Databases.make().address, connections: 1)
      try await store.enrol(sampleMember())
      // The first sale of the day also moves the store's date, and prepares the statements.
      try await store.book(sampleSale("S-1"))
      let before = store.roundTrips
      var sale = try sampleSale("S-2")
      sale.lines = (1...lines).map { number in
        var line = sale.lines[0]
        line.id = "\(number)"
        return line
      }
      _ = try await store.hold(sale, receipt: sampleReceipt("S-2"))
      _ = try await store.commit(sale: "S-2", at: noon)
      let after = store.roundTrips
      try await store.close()
      return after - before
    }
    let (one, many) = (try await waits(lines: 1), try await waits(lines: 50))
    #expect(one == many)
    // To begin, look up the sale, the member, …: what only writes waits for nothing.
    #expect(one <= 16)
  }
}
