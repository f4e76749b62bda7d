import BusinessCalendar
import Loyalty
import MemberStore
import Testing
import Wording

/// C5: a prepaid balance is loaded, spent and given back, and never overdrawn.
struct PrepaidChapter {
  static let cases = [
    StoreCase(
      "Money is there once the top-up is paid, and reserved as soon as it is spent",
      Self().holdAndCommit),
    StoreCase(
      "More than the balance is refused with a sentence that names it, and books nothing",
      Self().notEnough),
    StoreCase("A voided sale releases the money, once", Self().void),
    StoreCase(
      "Two tills at once: one of them pays, the other is refused", together: true, Self().twoTills),
    StoreCase(
      "What the card paid for goes back onto it, part by part, and no more than was taken",
      Self().goodsReturned),
    StoreCase("A top-up comes back only as far as it is not spent", Self().topUpReturned),
    StoreCase(
      "The card holds no more than its limit, top-ups of other tills included", Self().limit),
    StoreCase(
      "The store that took the money owes the one that sold for it, returns turned round",
      Self().settlement),
  ]

  /// A sale that loads money onto the card, or is paid from it.
  private func sale(
    _ id: String, store: String = "S01", paid: Int64 = 10_000, loads: Int64 = 0,
    spends: Int64 = 0, limit: Int64? = nil
  ) throws -> SaleRecord {
    var sale = try sampleSale(id, paid: paid, points: 0)
    sale.store = store
    if loads > 0 { sale.lines[0].kind = .prepaid }
    sale.effects = SaleEffects(
      prepaidLoaded: Money(fen: loads), prepaidSpent: Money(fen: spends),
      prepaidLimit: limit.map { Money(fen: $0) })
    return sale
  }

  private func balance(_ store: any MemberStore) async throws -> Int64 {
    let account = try await store.account(of: "M1", on: try day("2026-11-22"))
    let balance = try await store.prepaidBalance(of: "M1")
    #expect(account?.prepaid == balance)
    return balance.fen
  }

  func holdAndCommit(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      _ = try await store.hold(sale("T1", loads: 10_000))
      #expect(try await balance(store) == 0)
      _ = try await store.commit(sale: "T1", at: noon)
      _ = try await store.commit(sale: "T1", at: noon)
      #expect(try await balance(store) == 10_000)
      _ = try await store.hold(sale("S1", paid: 6_000, spends: 6_000))
      #expect(try await balance(store) == 4_000)
      _ = try await store.commit(sale: "S1", at: noon)
      #expect(try await balance(store) == 4_000)
    }
  }

  func notEnough(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sale("T1", loads: 5_000))
      let error = await #expect(throws: StoreError.self) {
        try await store.hold(sale("S1", paid: 6_000, spends: 6_000))
      }
      #expect(error?.code == "notEnoughPrepaid" && error?.nature == .refusal)
      #expect(error?.message.english.contains("50.00") == true)
      #expect(try await store.sale("S1") == nil)
      #expect(try await balance(store) == 5_000)
    }
  }

  func void(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sale("T1", loads: 3_000))
      try await store.book(sale("T2", loads: 3_000))
      _ = try await store.hold(sale("S1", paid: 5_000, spends: 5_000))
      _ = try await store.void(sale: "S1", at: noon)
      _ = try await store.void(sale: "S1", at: noon)
      #expect(try await balance(store) == 6_000)
      let lots = try await store.read { try $0.prepaidLots(of: "M1") }
      #expect(lots.map(\.left.fen) == [3_000, 3_000])
    }
  }

  func twoTills(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sale("T1", loads: 10_000))
      let sales = try (1...8).map { try sale("S\($0)", paid: 3_000, spends: 3_000) }
      let held = await withTaskGroup(of: Bool.self) { group in
        for sale in sales {
          group.addTask { (try? await store.hold(sale)) != nil }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(held == 3)
      #expect(try await balance(store) == 1_000)
    }
  }

  func goodsReturned(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sale("T1", loads: 7_000))
      try await store.book(sale("S1", paid: 10_000, spends: 7_000))
      #expect(try await store.prepaidSpent(on: "S1").fen == 7_000)
      for index in 0..<2 {
        let booked = try await store.book(
          ReturnRecord(
            id: "R\(index)", saleID: "S1", lane: "L1", date: day("2026-11-23"), content: "r",
            lines: [.init(lineID: "1", quantity: Quantity(1), refund: Money(fen: 5_000))],
            refund: Money(fen: 5_000), bookedAt: noon), after: index, shortfall: .clamp)
        #expect(booked.prepaidRestored.fen == [5_000, 2_000][index])
        #expect(try await store.goodsReturn("R\(index)") == booked)
      }
      #expect(try await balance(store) == 7_000)
      #expect(try await store.prepaidSpent(on: "S1").fen == 0)
    }
  }

  func topUpReturned(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sale("T1", loads: 10_000))
      try await store.book(sale("S1", paid: 4_000, spends: 4_000))
      func back(_ id: String, _ fen: Int64) throws -> ReturnRecord {
        ReturnRecord(
          id: id, saleID: "T1", lane: "L1", date: try day("2026-11-23"), content: id,
          lines: [.init(lineID: "1", quantity: Quantity(1), refund: Money(fen: fen))],
          refund: Money(fen: fen), bookedAt: noon)
      }
      _ = try await store.book(back("R1", 5_000), after: 0, shortfall: .clamp)
      #expect(try await balance(store) == 1_000)
      await #expect(throws: StoreError.error(.init(rawValue: "notEnoughPrepaid"))) {
        try await store.book(back("R2", 5_000), after: 1, shortfall: .clamp)
      }
      #expect(try await balance(store) == 1_000)
      #expect(try await store.goodsReturns(ofSale: "T1").count == 1)
    }
  }

  func limit(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      _ = try await store.hold(sale("T1", loads: 10_000, limit: 15_000))
      await #expect(throws: StoreError.error(.init(rawValue: "prepaidLimit"))) {
        try await store.hold(sale("T2", loads: 10_000, limit: 15_000))
      }
      _ = try await store.hold(sale("T3", loads: 5_000, limit: 15_000))
    }
  }

  func settlement(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sale("T1", store: "S01", loads: 10_000))
      try await store.book(sale("S1", store: "S02", paid: 6_000, spends: 6_000))
      _ = try await store.hold(sale("S2", store: "S03", paid: 2_000, spends: 2_000))
      func owed() async throws -> [String] {
        let range = (try day("2026-11-01"), try day("2026-11-30"))
        return try await store.read { tables in
          let found = try tables.prepaidTransfers(from: range.0, through: range.1)
          return Clearing.settle(found.transfers, year: 2026, month: 11)
            .map { "\($0.from)>\($0.to) \($0.amount)" }
        }
      }
      #expect(try await owed() == ["S01>S02 60.00"])
      _ = try await store.commit(sale: "S2", at: noon)
      #expect(try await owed() == ["S01>S02 60.00", "S01>S03 20.00"])
      _ = try await store.book(
        ReturnRecord(
          id: "R1", saleID: "S1", lane: "L1", date: day("2026-11-23"), content: "r",
          lines: [.init(lineID: "1", quantity: Quantity(2), refund: Money(fen: 6_000))],
          refund: Money(fen: 6_000), bookedAt: noon), after: 0, shortfall: .clamp)
      #expect(try await owed() == ["S01>S03 20.00"])
    }
  }
}
