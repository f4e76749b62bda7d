import BusinessCalendar
import Loyalty
import MemberStore
import Testing

/// Returned goods take their points with them.
struct ReturnChapter {
  static let cases = [
    StoreCase("A return takes the points from the sale's own lot, once", Self().ownLotFirst),
    StoreCase(
      "Points spent already are forgiven, or become a debt, as the program says",
      with: [PointsRules.ShortfallPolicy.clamp, .negative], Self().spentAlready),
    StoreCase("A return and its slip are booked together, or neither is", Self().slip),
    StoreCase("Nothing is taken for points that have expired", Self().expired),
    StoreCase(
      "Points spent on the sale go back into their lots with the old expiry", Self().restored),
    StoreCase("More than was bought cannot be returned, in any number of parts", Self().tooMuch),
    StoreCase("A return computed before another one is refused", Self().stale),
    StoreCase("Nothing of a held or unknown sale can be returned", Self().notCommitted),
  ]

  func goodsReturn(
    _ id: String, of sale: String = "S-1", date: String = "2026-11-23", units: Int64 = 1,
    refund: Int64 = 5_000, reclaimed: Int64 = 50, restored: Int64 = 0
  ) throws -> ReturnRecord {
    ReturnRecord(
      id: id, saleID: sale, lane: "L1", date: try day(date), content: "return \(id)",
      lines: [.init(lineID: "1", quantity: Quantity(units), refund: Money(fen: refund))],
      refund: Money(fen: refund), pointsReclaimed: reclaimed, pointsRestored: restored,
      bookedAt: noon)
  }

  func slip(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1"))
      await #expect(throws: StoreError.error(.unknownReceipt)) {
        try await store.book(goodsReturn("R-1"), after: 0, shortfall: .clamp) { _, _ in
          throw StoreError.unknownReceipt("R-1")
        }
      }
      #expect(try await store.goodsReturn("R-1") == nil)
      #expect(try await store.balance("M1", on: "2026-11-23") == 100)
      _ = try await store.book(goodsReturn("R-1"), after: 0, shortfall: .clamp) { booked, account in
        #expect(booked.pointsForgiven == 0 && account?.balance == 50)
        return try sampleReceipt(booked.id)
      }
      #expect(try await store.receipt("R-1") != nil)
    }
  }

  func ownLotFirst(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(
        sampleMember(),
        opening: [.init(earned: day("2026-01-02"), expires: day("2026-12-01"), remaining: 70)])
      try await store.book(sampleSale("S-1"))
      let booked = try await store.book(goodsReturn("R-1"), after: 0, shortfall: .clamp)
      #expect(booked.pointsForgiven == 0)
      #expect(try await store.book(goodsReturn("R-1"), after: 0, shortfall: .clamp) == booked)
      #expect(try await store.goodsReturns(ofSale: "S-1") == [booked])
      let lots = try await store.ledger(of: "M1").lots
      #expect(lots.first { $0.reference == "S-1" }?.remaining == 50)
      #expect(lots.first { $0.reference != "S-1" }?.remaining == 70)
      #expect(try await store.member("M1")?.accumulatedPoints == 50)
    }
  }

  func spentAlready(subject: StoreUnderTest, policy: PointsRules.ShortfallPolicy) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1"))
      try await store.book(sampleSale("S-2", paid: 2_000, spent: 90))
      let booked = try await store.book(
        goodsReturn("R-1", units: 2, refund: 10_000, reclaimed: 100), after: 0,
        shortfall: policy)
      // 10 are left of the sale's own lot and 20 of the other.
      #expect(booked.pointsForgiven == (policy == .clamp ? 70 : 0))
      let balance = try await store.balance("M1", on: "2026-11-23")
      #expect(balance == (policy == .clamp ? 0 : -70))
      try await store.book(sampleSale("S-3", date: "2026-11-23"))
      let after = try #require(try await store.account(of: "M1", on: day("2026-11-23")))
      #expect(after.balance == (policy == .clamp ? 100 : 30))
      #expect(after.snapshot.lots.allSatisfy { $0.remaining >= 0 })
      let tooMuch: Int64 = policy == .clamp ? 101 : 31
      await #expect(throws: StoreError.error(.notEnoughPoints)) {
        try await store.hold(sampleSale("S-4", date: "2026-11-23", spent: tooMuch))
      }
    }
  }

  func expired(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1"))
      try await store.book(sampleSale("S-2", date: "2027-01-02"))
      let booked = try await store.book(
        goodsReturn("R-1", date: "2027-01-03"), after: 0, shortfall: .negative)
      #expect(booked.pointsForgiven == 50)
      #expect(try await store.balance("M1", on: "2027-01-03") == 100)
    }
  }

  func restored(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(
        sampleMember(),
        opening: [
          .init(earned: day("2026-01-02"), expires: day("2026-11-30"), remaining: 30),
          .init(earned: day("2026-01-03"), expires: day("2026-12-31"), remaining: 50),
        ])
      try await store.book(sampleSale("S-1", points: 0, spent: 60))
      _ = try await store.book(
        goodsReturn("R-1", reclaimed: 0, restored: 40), after: 0, shortfall: .clamp)
      let half = try #require(try await store.snapshot(of: "M1", on: day("2026-11-23")))
      #expect(half.lots.map(\.remaining) == [10, 50])
      _ = try await store.book(
        goodsReturn("R-2", reclaimed: 0, restored: 20), after: 1, shortfall: .clamp)
      let whole = try #require(try await store.snapshot(of: "M1", on: day("2026-11-23")))
      #expect(whole.lots.map(\.remaining) == [30, 50])
    }
  }

  func tooMuch(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1"))
      _ = try await store.book(goodsReturn("R-1"), after: 0, shortfall: .clamp)
      for wrong in [
        try goodsReturn("R-2", units: 2), try goodsReturn("R-2", refund: 5_001),
        try goodsReturn("R-2", units: 0), try goodsReturn("R-2", units: -1),
        try goodsReturn("R-2", refund: -1),
      ] {
        await #expect(throws: StoreError.error(.returnTooLarge)) {
          try await store.book(wrong, after: 1, shortfall: .clamp)
        }
      }
      #expect(try await store.goodsReturns(ofSale: "S-1").count == 1)
      #expect(try await store.balance("M1", on: "2026-11-23") == 50)
    }
  }

  func stale(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1"))
      _ = try await store.book(goodsReturn("R-1"), after: 0, shortfall: .clamp)
      await #expect(throws: StoreError.error(.saleChanged)) {
        try await store.book(goodsReturn("R-2"), after: 0, shortfall: .clamp)
      }
    }
  }

  func notCommitted(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      await #expect(throws: StoreError.error(.unknownSale)) {
        try await store.book(goodsReturn("R-1"), after: 0, shortfall: .clamp)
      }
      _ = try await store.hold(sampleSale("S-1", member: nil))
      await #expect(throws: StoreError.error(.saleNotCommitted)) {
        try await store.book(goodsReturn("R-1"), after: 0, shortfall: .clamp)
      }
    }
  }
}
