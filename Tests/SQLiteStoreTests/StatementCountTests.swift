import BusinessCalendar
import Loyalty
import MemberStore
import MemberStoreSuite
import Testing

@testable import SQLiteStore

@Suite("A list costs as many statements as it has parts, however many rows it has")
struct StatementCountTests {
  /// Fills a store with sales of one member, each with a receipt and a return of one of its two units.
  func fill(_ store: TracedStore, rows: Int) async throws {
    try await store.enrol(sampleMember())
    let sales = try (0..<rows).map { try sampleSale("S\($0)") }
    let receipts = try sales.map { try sampleReceipt($0.id) }
    try await store.write { tables in
      for (sale, receipt) in zip(sales, receipts) {
        try tables.insert(sale)
        try tables.setState(ofSale: sale.id, to: .committed, at: noon)
        try tables.insert(receipt)
        try tables.earn(sale.earnings, member: "M1", reference: sale.id)
        try tables.insert(
          ReturnRecord(
            id: "R-" + sale.id, saleID: sale.id, lane: "L1", date: sale.date, content: "r",
            lines: [.init(lineID: "1", quantity: Quantity(1), refund: Money(fen: 5_000))],
            refund: Money(fen: 5_000), bookedAt: noon))
      }
    }
  }

  func statements(
    rows: Int, _ look: @escaping @Sendable (any StoreTransaction) throws -> Int
  )
    async throws -> (found: Int, statements: Int)
  {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      try await SQLiteMemberStore(path: path).close()
      let store = try TracedStore(path: path)
      try await fill(store, rows: rows)
      store.forget()
      let found = try await store.read(look)
      let statements = store.statements.count
      try await store.close()
      return (found, statements)
    }
  }

  @Test("A member's history: sales, returns, slips, lots and uses")
  func history() async throws {
    let look: @Sendable (any StoreTransaction) throws -> Int = { tables in
      let sales = try tables.sales(of: "M1")
      let ids = sales.map(\.id)
      let returns = try tables.goodsReturns(ofSales: ids)
      let receipts = try tables.receipts(ids)
      let lots = try tables.lots(of: "M1", validOn: nil)
      _ = try tables.lots(lots.map(\.id))
      _ = try tables.uses(of: "M1")
      _ = try tables.uses(references: ids)
      _ = try tables.redemptions(of: "M1")
      #expect(sales.allSatisfy { $0.lines.count == 1 && returns[$0.id]?.count == 1 })
      #expect(receipts.count == sales.count && lots.count == sales.count)
      return sales.count
    }
    let (few, many) = (
      try await statements(rows: 10, look), try await statements(rows: 1_000, look)
    )
    #expect(few.found == 10 && many.found == 1_000)
    #expect(few.statements == many.statements)
  }

  @Test("A day: sales, the sales behind its returns, redemptions, slips, jobs, settlement")
  func day() async throws {
    let date = try MemberStoreSuite.day("2026-11-22")
    let look: @Sendable (any StoreTransaction) throws -> Int = { tables in
      let sales = try tables.sales(from: date, through: date)
      let returns = try tables.goodsReturns(from: date, through: date)
      let origins = try tables.sales(returns.map(\.saleID))
      #expect(origins.count == returns.count)
      _ = try tables.redemptions(from: date, through: date)
      _ = try tables.receipts(store: "S01", date: date)
      _ = try tables.printJobs(store: "S01", states: [.sending, .failed])
      _ = try tables.refusals(store: "S01", date: date)
      _ = try tables.prepaidTransfers(from: date, through: date)
      _ = try tables.cards(ofMembers: try tables.members().map(\.id))
      return sales.count
    }
    let (few, many) = (
      try await statements(rows: 10, look), try await statements(rows: 1_000, look)
    )
    #expect(few.found == 10 && many.found == 1_000)
    #expect(few.statements == many.statements)
  }
}
