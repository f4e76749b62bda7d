import BusinessCalendar
import Loyalty
import MemberStore
import Testing

/// C1: a new period's level follows from what the last one brought, decided once.
struct LevelChapter {
  static let cases = [
    StoreCase(
      "The highest level whose threshold was spent in the year that is over",
      with: [
        ("gold", 499_999, "ordinary"), ("gold", 500_000, "silver"), ("ordinary", 2_000_000, "gold"),
      ], Self().yearEnd),
    StoreCase("Goods that came back do not count", Self().returned),
    StoreCase(
      "Where points of the period count, those that returns took away do not", Self().points),
    StoreCase(
      "Nothing is decided for who joined since, for a period that the store knows nothing of, or where everything ever earned counts (B7)",
      Self().nothingToDecide),
    StoreCase(
      "Debts are paid by points that come in, and stay paid when those expire", Self().debts),
  ]

  private func program(
    _ name: String = "retail-loyalty", replacing passages: KeyValuePairs<String, String> = [:]
  ) throws -> LoyaltyProgram {
    try .shipped(name, replacing: passages)
  }

  private func member(_ level: String, joined: String = "2026-01-05") throws -> Member {
    Member(id: "M1", level: level, joined: try day(joined))
  }

  func yearEnd(subject: StoreUnderTest, _ year: (before: String, spent: Int64, after: String))
    async throws
  {
    try await subject.withStore { store in
      let program = try program()
      try await store.enrol(member(year.before))
      try await store.book(sampleSale("S1", date: "2026-03-01", paid: year.spent, points: 1))
      #expect(try await store.settleLevel(of: "M1", program: program, on: day("2026-12-31")) == nil)
      let entry = try await store.settleLevel(of: "M1", program: program, on: day("2027-01-01"))
      #expect(
        entry
          == LevelEntry(
            memberID: "M1", periodEnd: try day("2026-12-31"), before: year.before,
            after: year.after, rule: "C1", counted: year.spent, date: try day("2027-01-01")))
      #expect(try await store.member("M1")?.level == year.after)
      // Once decided, it stays decided, whatever is booked late.
      try await store.book(sampleSale("S2", date: "2026-12-31", paid: 9_000_000, points: 1))
      #expect(try await store.settleLevels(program: program, on: day("2027-06-01")).isEmpty)
      #expect(try await store.levelEntries(of: "M1").count == 1)
      // The next year brought nothing.
      let next = try await store.settleLevels(program: program, on: day("2028-01-01"))
      #expect(next.map(\.after) == ["ordinary"])
    }
  }

  func returned(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(member("silver"))
      try await store.book(sampleSale("S1", date: "2026-03-01", paid: 600_000, points: 1))
      _ = try await store.book(
        ReturnRecord(
          id: "R1", saleID: "S1", lane: "L1", date: day("2026-03-02"), content: "r",
          lines: [.init(lineID: "1", quantity: Quantity(1), refund: Money(fen: 300_000))],
          refund: Money(fen: 300_000), bookedAt: noon), after: 0, shortfall: .negative)
      let entry = try await store.settleLevel(of: "M1", program: program(), on: day("2027-01-01"))
      #expect(entry?.counted == 300_000 && entry?.after == "ordinary")
    }
  }

  func points(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      let program = try program(replacing: [
        "spentInPeriod": "pointsInPeriod", "from: 5000.00": "from: 5000",
        "from: 20000.00": "from: 20000", "remindWithin: 500.00": "remindWithin: 500",
      ])
      try await store.enrol(member("ordinary"))
      try await store.book(sampleSale("S1", date: "2026-03-01", paid: 600_000, points: 6_000))
      _ = try await store.book(
        ReturnRecord(
          id: "R1", saleID: "S1", lane: "L1", date: day("2026-03-02"), content: "r",
          lines: [.init(lineID: "1", quantity: Quantity(1), refund: Money(fen: 300_000))],
          refund: Money(fen: 300_000), pointsReclaimed: 3_000, bookedAt: noon), after: 0,
        shortfall: .negative)
      let account = try #require(
        try await store.account(
          of: "M1", on: day("2026-04-01"), periodStart: day("2026-01-01")))
      #expect(account.snapshot.periodPoints == 3_000)
      let entry = try await store.settleLevel(of: "M1", program: program, on: day("2027-01-01"))
      #expect(entry?.counted == 3_000)
    }
  }

  func nothingToDecide(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(member("gold", joined: "2027-01-01"))
      var older = try member("gold")
      older.id = "M2"
      try await store.enrol(older)
      #expect(try await store.settleLevels(program: program(), on: day("2027-02-01")).isEmpty)
      try await store.book(sampleSale("S1", member: nil, date: "2026-12-31"))
      #expect(
        try await store.settleLevels(program: program(), on: day("2027-02-01")).map(\.memberID)
          == ["M2"])
      #expect(
        try await store.settleLevels(program: program("department-store"), on: day("2028-02-01"))
          .isEmpty)
    }
  }

  func debts(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S1", paid: 10_000))
      _ = try await store.hold(sampleSale("S2", points: 0, spent: 80))
      _ = try await store.commit(sale: "S2", at: noon)
      _ = try await store.book(
        ReturnRecord(
          id: "R1", saleID: "S1", lane: "L1", date: day("2026-11-23"), content: "r",
          lines: [.init(lineID: "1", quantity: Quantity(2), refund: Money(fen: 10_000))],
          refund: Money(fen: 10_000), pointsReclaimed: 100, bookedAt: noon), after: 0,
        shortfall: .negative)
      #expect(try await store.balance("M1", on: "2026-11-23") == -80)
      // A debt does not end with the year in which its lot ends.
      #expect(try await store.balance("M1", on: "2027-01-01") == -80)
      try await store.book(sampleSale("S3", date: "2026-12-01", paid: 10_000))
      #expect(try await store.balance("M1", on: "2026-12-01") == 20)
      #expect(try await store.balance("M1", on: "2027-01-01") == 0)
      let uses = try await store.ledger(of: "M1").uses.filter { $0.reason == .settled }
      #expect(uses.map(\.points) == [80, -80])
    }
  }
}
