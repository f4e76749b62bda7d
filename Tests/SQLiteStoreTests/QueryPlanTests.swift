import BusinessCalendar
import GRDB
import Loyalty
import MemberStore
import MemberStoreSuite
import Testing

@testable import SQLiteStore

@Suite("What a lane asks while a customer waits never reads a whole table")
struct QueryPlanTests {
  @Test("Every statement of card, price, hold, commit, slip and return goes by an index")
  func hotPath() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      try await SQLiteMemberStore(path: path).close()
      let store = try TracedStore(path: path)
      try await life(in: store)
      let plain = try DatabaseQueue(path: path)
      let statements = Set(store.statements)
        .filter { $0.hasPrefix("SELECT") || $0.hasPrefix("UPDATE") }
        .filter { !$0.contains("sqlite_master") }
      #expect(statements.count > 20)
      for sql in statements {
        let plan = try await Self.plan(sql, plain)
        #expect(Self.scans(plan).isEmpty, "\(sql)\n\(plan)")
      }
      // The same look finds a statement that does read a whole table.
      let slow = try await Self.plan("SELECT * FROM members WHERE title = ?", plain)
      #expect(Self.scans(slow).count == 1)
      try await store.close()
    }
  }

  private static func plan(_ sql: String, _ queue: DatabaseQueue) async throws -> [String] {
    try await queue.read { db in
      let blanks = [Int?](repeating: nil, count: sql.count { $0 == "?" })
      return try Row.fetchAll(
        db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: StatementArguments(blanks)
      ).map { $0["detail"] as String }
    }
  }

  private static func scans(_ plan: [String]) -> [String] {
    // Settings and travel times are a handful of rows; `t` is what an inner query has found.
    let small = ["guard_settings", "travel_times", "SCAN t", "SCAN CONSTANT ROW"]
    return plan.filter { line in
      line.hasPrefix("SCAN ") && !line.contains("INDEX") && !small.contains { line.contains($0) }
    }
  }

  private func life(in store: TracedStore) async throws {
    let program = try LoyaltyProgram.shipped("retail-loyalty")
    try await store.enrol(
      sampleMember(),
      opening: [.init(earned: day("2026-01-05"), expires: nil, remaining: 500)])
    let date = try day("2026-11-22")
    try await store.issue(
      CardRecord(number: number, year: 2026, sequence: 1, memberID: "M1", issued: date))
    _ = try await store.finding(number: number, year: 2026, sequence: 1)
    _ = try await store.isClosed(store: "S01", lane: "L1")
    _ = try await store.sight(
      CardSighting(number: number, store: "S01", lane: "L1", time: noon), proven: false)
    _ = try await store.sight(
      CardSighting(number: number, store: "S02", lane: "L1", time: noon), proven: false)
    try await store.settleLevel(of: "M1", program: program, on: day("2027-01-01"))
    _ = try await store.account(of: "M1", on: date, periodStart: day("2026-01-01"))
    var sale = try sampleSale("S1", spent: 100)
    sale.effects = SaleEffects(
      prepaidLoaded: Money(fen: 100), prepaidLimit: Money(fen: 1_000), feeYear: 2026,
      feeLine: "1")
    _ = try await store.hold(sale, receipt: sampleReceipt("S1"))
    _ = try await store.commit(sale: "S1", at: noon)
    sale.id = "S2"
    sale.effects = SaleEffects(prepaidSpent: Money(fen: 50))
    _ = try await store.hold(sale)
    _ = try await store.void(sale: "S2", at: noon)
    _ = try await store.openSales(store: "S01", lane: "L1")
    _ = try await store.latestBusinessDate(store: "S01")
    _ = try await store.claimPrintJob(
      receipt: "S1", copy: "merchant", again: false, at: noon
    ) { "job-\($0)" }
    _ = try await store.openPrintJobs(store: "S01", lane: "L1")
    _ = try await store.note(
      RefusalEntry(
        maskedNumber: nil, reason: "forged", store: "S01", lane: "L1", date: date, time: noon),
      threshold: 3, windowMinutes: 10)
    _ = try await store.book(
      ReturnRecord(
        id: "R1", saleID: "S1", lane: "L1", date: date, content: "r",
        lines: [.init(lineID: "1", quantity: Quantity(1), refund: Money(fen: 5_000))],
        refund: Money(fen: 5_000), pointsReclaimed: 50, pointsRestored: 10, bookedAt: noon),
      after: 0, shortfall: .clamp)
    _ = try await store.members(familyName: "王")
    _ = try await StoreRegister(store, unknownCards: .strict)
      .advanceReadCounter(ofChip: [1], to: 1)
    _ = try await store.read { try $0.card(chip: "01", year: 2026) }
  }
}
