import BusinessCalendar
import Loyalty
import MemberStore
import Testing

/// The yearly fee is paid once a card year; who brings a member is credited once.
struct FeeAndReferralChapter {
  static let cases = [
    StoreCase("C6: selling the fee marks the card year paid, a second time is refused", Self().fee),
    StoreCase(
      "C6: a fee that comes back is unpaid again, and can be paid again", Self().feeReturned),
    StoreCase(
      "C8: the member who brought the buyer is credited with the first purchase, once",
      Self().referral),
    StoreCase(
      "C8: when the purchase comes back, so does the credit; a smaller return leaves it",
      Self().referralReturned),
    StoreCase(
      "C8: nobody brings themselves, and nobody is brought by a stranger", Self().badReferrers),
  ]

  private func feeSale(_ id: String, year: Int) throws -> SaleRecord {
    var sale = try sampleSale(id, paid: 10_000, points: 0)
    sale.lines[0].kind = .fee
    sale.effects = SaleEffects(feeYear: year, feeLine: "1")
    return sale
  }

  private func back(_ sale: String, units: Int64 = 2, fen: Int64 = 10_000) throws -> ReturnRecord {
    ReturnRecord(
      id: "R-\(sale)", saleID: sale, lane: "L1", date: try day("2026-11-23"), content: "r",
      lines: [
        .init(
          lineID: "1", quantity: Quantity(thousandths: units * 1000), refund: Money(fen: fen))
      ], refund: Money(fen: fen), bookedAt: noon)
  }

  func fee(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      _ = try await store.hold(feeSale("F1", year: 2026))
      #expect(try await store.member("M1")?.feePaidFor == nil)
      // Another till is just selling it.
      await #expect(throws: StoreError.error(.feePaid)) {
        try await store.hold(feeSale("F2", year: 2026))
      }
      _ = try await store.commit(sale: "F1", at: noon)
      #expect(try await store.member("M1")?.feePaidFor == 2026)
      await #expect(throws: StoreError.error(.feePaid)) {
        try await store.hold(feeSale("F3", year: 2026))
      }
      try await store.book(feeSale("F4", year: 2027))
      #expect(try await store.member("M1")?.feePaidFor == 2027)
    }
  }

  func feeReturned(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      var member = try sampleMember()
      member.feePaidFor = 2025
      try await store.enrol(member)
      try await store.book(feeSale("F1", year: 2026))
      _ = try await store.book(back("F1"), after: 0, shortfall: .clamp)
      #expect(try await store.member("M1")?.feePaidFor == 2025)
      try await store.book(feeSale("F2", year: 2026))
      #expect(try await store.member("M1")?.feePaidFor == 2026)
      let entries = try await store.read { try $0.feeEntries(of: "M1") }
      #expect(entries.map(\.isPayment) == [true, true, false, true])
    }
  }

  private func firstPurchase(_ id: String, by member: String) throws -> SaleRecord {
    var sale = try sampleSale(id, member: member)
    sale.effects = SaleEffects(
      referral: .init(
        member: "M1",
        earning: Earning(
          .referral, points: 500, earned: try day("2026-11-22"), expires: nil, rules: [.c(8)],
          program: chainStore), purchase: Money(fen: 10_000)))
    return sale
  }

  func referral(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      var buyer = try sampleMember("M2")
      buyer.referredBy = "M1"
      try await store.enrol(buyer)
      _ = try await store.hold(firstPurchase("S1", by: "M2"))
      _ = try await store.hold(firstPurchase("S2", by: "M2"))
      #expect(try await store.balance("M1", on: "2026-11-22") == 0)
      for id in ["S1", "S1", "S2"] { _ = try await store.commit(sale: id, at: noon) }
      #expect(try await store.balance("M1", on: "2026-11-22") == 500)
      #expect(try await store.member("M1")?.accumulatedPoints == 500)
      #expect(try await store.member("M2")?.referralSale == "S1")
      let lot = try #require(try await store.ledger(of: "M1").lots.first)
      #expect(lot.earning.kind == .referral && lot.earning.rules == ["C8"])
    }
  }

  func referralReturned(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      var buyer = try sampleMember("M2")
      buyer.referredBy = "M1"
      try await store.enrol(buyer)
      var large = try firstPurchase("S1", by: "M2")
      large.effects.referral?.purchaseFen = 5_000
      try await store.book(large)
      _ = try await store.book(back("S1", units: 1, fen: 5_000), after: 0, shortfall: .clamp)
      #expect(try await store.balance("M1", on: "2026-11-23") == 500)
      var rest = try back("S1", units: 1, fen: 5_000)
      rest.id = "R-2"
      _ = try await store.book(rest, after: 1, shortfall: .clamp)
      #expect(try await store.balance("M1", on: "2026-11-23") == 0)
      #expect(try await store.member("M1")?.accumulatedPoints == 0)
    }
  }

  func badReferrers(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      var member = try sampleMember()
      member.referredBy = "M1"
      await #expect(throws: StoreError.error(.selfReferral)) { try await store.enrol(member) }
      member.referredBy = "M9"
      await #expect(throws: StoreError.error(.unknownMember)) { try await store.enrol(member) }
      #expect(try await store.member("M1") == nil)
    }
  }
}
