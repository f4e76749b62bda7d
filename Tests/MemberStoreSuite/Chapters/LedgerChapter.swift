import BusinessCalendar
import Loyalty
import MemberStore
import Testing

/// Points live in lots that are spent, expire and come back.
struct LedgerChapter {
  static let cases = [
    StoreCase(
      "S17: earliest expiry is spent first, lots without expiry last, older first", Self().order),
    StoreCase("A21: not enough points, no redemption, and nothing is booked", Self().notEnough),
    StoreCase("A18: points are good on 31 December and gone on 1 January", Self().yearEnd),
    StoreCase(
      "D5: an earning keeps its basis, its rules and the program's version", Self().provenance),
    StoreCase(
      "A7: pending points count once registered by day 30, and are dropped on day 31",
      with: [("2026-11-30", Int64(100)), ("2026-12-01", Int64(0))], Self().registration),
    StoreCase("A redemption takes points once and is final", Self().redemption),
    StoreCase("Two sales can never spend the same points", Self().noDoubleSpending),
    StoreCase("200 sales committed at the same time end exact", together: true, Self().manyCommits),
    StoreCase("C1: earned and spent in a period are counted from its first day", Self().period),
  ]

  func lots(_ entries: [(String, String?, Int64)]) throws -> [PointLot] {
    try entries.map { entry in
      PointLot(earned: try day(entry.0), expires: try entry.1.map(day), remaining: entry.2)
    }
  }

  func order(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(
        sampleMember(),
        opening: lots([
          ("2026-01-01", nil, 10), ("2026-03-01", "2026-12-31", 20),
          ("2026-02-01", "2026-12-31", 30), ("2026-04-01", "2026-11-30", 40),
        ]))
      _ = try await store.hold(sampleSale("S-1", spent: 95))
      let snapshot = try #require(try await store.snapshot(of: "M1", on: day("2026-11-22")))
      #expect(snapshot.lots.map(\.remaining) == [5])
      let uses = try await store.ledger(of: "M1").uses
      #expect(uses.map(\.points) == [40, 30, 20, 5])
      #expect(uses.allSatisfy { $0.reason == .redeemed && $0.reference == "S-1" })
    }
  }

  func notEnough(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember(), opening: lots([("2026-01-01", "2026-12-31", 40)]))
      await #expect(throws: StoreError.error(.notEnoughPoints)) {
        try await store.hold(sampleSale("S-1", spent: 41))
      }
      #expect(try await store.sale("S-1") == nil)
      #expect(try await store.balance("M1", on: "2026-11-22") == 40)
    }
  }

  func yearEnd(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1"))
      #expect(try await store.balance("M1", on: "2026-12-31") == 100)
      #expect(try await store.balance("M1", on: "2027-01-01") == 0)
      let ledger = try await store.ledger(of: "M1")
      #expect(ledger.lots.map(\.remaining) == [100])
      #expect(try await store.member("M1")?.accumulatedPoints == 100)
    }
  }

  func provenance(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1"))
      let lot = try #require(try await store.ledger(of: "M1").lots.first)
      #expect(lot.reference == "S-1" && lot.earning.basisFen == 10_000)
      #expect(lot.earning.rules == ["A11"])
      #expect(lot.earning.programID == "chain-store" && lot.earning.programVersion == "2026-01")
    }
  }

  func registration(subject: StoreUnderTest, registered: (date: String, balance: Int64))
    async throws
  {
    try await subject.withStore { store in
      var member = try sampleMember(registered: nil)
      member.joined = try day("2026-10-31")
      try await store.enrol(member)
      try await store.book(sampleSale("S-1", registerBy: "2026-11-30"))
      let before = try #require(try await store.account(of: "M1", on: day("2026-11-30")))
      #expect(before.balance == 0 && before.pendingPoints == 100)
      let late = try #require(try await store.account(of: "M1", on: day("2026-12-01")))
      #expect(late.balance == 0 && late.pendingPoints == 0)
      await #expect(throws: StoreError.error(.notEnoughPoints)) {
        try await store.hold(sampleSale("S-2", spent: 1))
      }
      try await store.register("M1", on: day(registered.date))
      let after = try #require(try await store.account(of: "M1", on: day("2026-12-02")))
      #expect(after.balance == registered.balance && after.pendingPoints == 0)
    }
  }

  func redemption(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember(), opening: lots([("2026-01-01", "2026-12-31", 100)]))
      let redemption = RedemptionRecord(
        id: "G-1", memberID: "M1", store: "S01", lane: "L1", date: try day("2026-11-22"),
        gift: "cup", points: 60, content: "g", bookedAt: noon)
      #expect(try await store.redeem(redemption) == redemption)
      #expect(try await store.redeem(redemption) == redemption)
      #expect(try await store.redemption("G-1") == redemption)
      #expect(try await store.balance("M1", on: "2026-11-22") == 40)
      var other = redemption
      other.content = "other"
      await #expect(throws: StoreError.error(.idConflict)) { try await store.redeem(other) }
      var second = redemption
      second.id = "G-2"
      await #expect(throws: StoreError.error(.notEnoughPoints)) {
        try await store.redeem(second)
      }
      await #expect(throws: StoreError.error(.idConflict)) {
        try await store.hold(sampleSale("G-1"))
      }
    }
  }

  func noDoubleSpending(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember(), opening: lots([("2026-01-01", "2026-12-31", 100)]))
      let succeeded = try await withThrowingTaskGroup(of: Bool.self) { group in
        for lane in 1...8 {
          let sale = try sampleSale("S-\(lane)", lane: "L\(lane)", spent: 60)
          group.addTask {
            do {
              _ = try await store.hold(sale)
              return true
            } catch let error as StoreError where error.kind == .notEnoughPoints {
              return false
            }
          }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(succeeded == 1)
      #expect(try await store.balance("M1", on: "2026-11-22") == 40)
    }
  }

  func manyCommits(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 1...200 {
          let sale = try sampleSale("S-\(index)", paid: Int64(index) * 100)
          group.addTask {
            _ = try await store.hold(sale)
            // Pressed twice: both answer, one books.
            async let first = store.commit(sale: sale.id, at: noon)
            async let second = store.commit(sale: sale.id, at: noon)
            _ = try await (first, second)
          }
        }
        try await group.waitForAll()
      }
      #expect(try await store.balance("M1", on: "2026-11-22") == 20_100)
      let member = try #require(try await store.member("M1"))
      #expect(member.accumulatedPoints == 20_100 && member.revision == 200)
    }
  }

  func period(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1", date: "2025-12-31"))
      try await store.book(sampleSale("S-2", date: "2026-01-01", paid: 20_000))
      try await store.book(sampleSale("S-3", date: "2026-11-22", paid: 30_000))
      let account = try await store.account(
        of: "M1", on: day("2026-11-21"), periodStart: day("2026-01-01"))
      #expect(account?.snapshot.periodPoints == 200)
      #expect(account?.snapshot.periodSpent == Money(fen: 20_000))
    }
  }
}
