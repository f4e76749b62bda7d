import BusinessCalendar
import Loyalty
import MemberStore
import Testing
import Wording

/// A sale is held, then committed or voided, once.
struct SaleBookingChapter {
  static let cases = [
    StoreCase("A held sale earns nothing until it is committed", Self().holdEarnsNothing),
    StoreCase("Committing twice gives the same answer and books once", Self().commitTwice),
    StoreCase(
      "The same id with the same content answers with what is stored, in any state",
      Self().sameIDSameContent),
    StoreCase("The same id with another content is a conflict", Self().sameIDOtherContent),
    StoreCase("A voided sale leaves nothing behind and stays void", Self().void),
    StoreCase("A committed sale cannot be voided", Self().voidAfterCommit),
    StoreCase("A sale that nobody held cannot be committed or voided", Self().unknownSale),
    StoreCase("A sale is kept with its lines, brands and frozen shares", Self().linesAreKept),
    StoreCase("Only sales between hold and commit are open, oldest first", Self().openSales),
    StoreCase(
      "A hold that was priced from an older state of the account is refused", Self().staleRevision),
    StoreCase("The new level starts when the sale is committed", Self().upgrade),
    StoreCase(
      "The latest business date rises with what is committed, never back", Self().highWaterMark),
    StoreCase("A sale for a member that the store does not know is refused", Self().unknownMember),
    StoreCase(
      "A5: purchases count by business date, goods only, less what came back", Self().purchases),
  ]

  func holdEarnsNothing(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      let held = try await store.hold(sampleSale("S-1"))
      #expect(held.state == .hold)
      #expect(try await store.balance("M1", on: "2026-11-22") == 0)
      let committed = try await store.commit(sale: "S-1", at: noon)
      #expect(committed.state == .committed && committed.closedAt == noon)
      #expect(try await store.balance("M1", on: "2026-11-22") == 100)
      let member = try #require(try await store.member("M1"))
      #expect(member.accumulatedPoints == 100)
      #expect(member.lastPurchase?.description == "2026-11-22")
    }
  }

  func commitTwice(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      let first = try await store.book(sampleSale("S-1"))
      let second = try await store.commit(sale: "S-1", at: "2026-11-22T13:00:00+08:00")
      #expect(first == second)
      #expect(try await store.balance("M1", on: "2026-11-22") == 100)
    }
  }

  func sameIDSameContent(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      let held = try await store.hold(sampleSale("S-1"))
      #expect(try await store.hold(sampleSale("S-1")) == held)
      let committed = try await store.commit(sale: "S-1", at: noon)
      #expect(try await store.hold(sampleSale("S-1")) == committed)
      #expect(try await store.sale("S-1") == committed)
    }
  }

  func sameIDOtherContent(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      let stored = try await store.hold(sampleSale("S-1", member: nil))
      await #expect(throws: StoreError.error(.idConflict)) {
        try await store.hold(sampleSale("S-1", member: nil, content: "another"))
      }
      #expect(try await store.sale("S-1") == stored)
    }
  }

  func void(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(
        sampleMember(),
        opening: [.init(earned: day("2026-02-01"), expires: day("2026-12-31"), remaining: 80)])
      _ = try await store.hold(sampleSale("S-1", spent: 50))
      #expect(try await store.balance("M1", on: "2026-11-22") == 30)
      let first = try await store.giveUp(sale: "S-1", at: noon)
      let again = try await store.giveUp(sale: "S-1", at: noon)
      #expect(first.record.state == .void && again.record == first.record)
      #expect(!first.isRepeated && again.isRepeated)
      #expect(try await store.balance("M1", on: "2026-11-22") == 80)
      await #expect(throws: StoreError.error(.saleVoided)) {
        try await store.commit(sale: "S-1", at: noon)
      }
      #expect(try await store.latestBusinessDate(store: "S01") == nil)
    }
  }

  func voidAfterCommit(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.book(sampleSale("S-1", member: nil))
      await #expect(throws: StoreError.error(.saleCommitted)) {
        try await store.void(sale: "S-1", at: noon)
      }
    }
  }

  func unknownSale(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      await #expect(throws: StoreError.error(.unknownSale)) {
        try await store.commit(sale: "S-1", at: noon)
      }
      await #expect(throws: StoreError.error(.unknownSale)) {
        try await store.void(sale: "S-1", at: noon)
      }
    }
  }

  func linesAreKept(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      var sale = try sampleSale("S-1", paid: 10_001)
      sale.lines.append(
        FrozenLine(
          id: "2", name: "苹果", quantity: Quantity(thousandths: 1250),
          unitPrice: Money(fen: 999), kind: .special, gross: Money(fen: 1249),
          counterDiscount: Money(fen: 1), memberDiscount: Money(fen: 2),
          moneyOff: Money(fen: 3), net: Money(fen: 1243)))
      let receipt = try sampleReceipt("S-1")
      _ = try await store.hold(sale, receipt: receipt)
      #expect(try await store.sale("S-1") == sale)
      #expect(try await store.receipt("S-1") == receipt)
    }
  }

  func openSales(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      for id in ["S-3", "S-1", "S-2"] { _ = try await store.hold(sampleSale(id, member: nil)) }
      _ = try await store.hold(sampleSale("S-4", member: nil, lane: "L2"))
      _ = try await store.commit(sale: "S-1", at: noon)
      #expect(try await store.openSales(store: "S01", lane: "L1").map(\.id) == ["S-3", "S-2"])
      #expect(try await store.openSales(store: "S02", lane: "L1").isEmpty)
    }
  }

  func staleRevision(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      let account = try #require(try await store.account(of: "M1", on: day("2026-11-22")))
      try await store.book(sampleSale("S-1"))
      await #expect(throws: StoreError.error(.memberChanged)) {
        try await store.hold(sampleSale("S-2"), revision: account.revision)
      }
      #expect(try await store.sale("S-2") == nil)
    }
  }

  func upgrade(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      var sale = try sampleSale("S-1")
      sale.newLevel = "diamond"
      _ = try await store.hold(sale)
      #expect(try await store.member("M1")?.level == "vip")
      _ = try await store.commit(sale: "S-1", at: noon)
      #expect(try await store.member("M1")?.level == "diamond")
      try await store.book(sampleSale("S-2"))
      #expect(try await store.member("M1")?.level == "diamond")
    }
  }

  func highWaterMark(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      #expect(try await store.latestBusinessDate(store: "S01") == nil)
      try await store.book(sampleSale("S-1", member: nil, date: "2026-12-31"))
      try await store.book(sampleSale("S-2", member: nil, date: "2026-12-30"))
      #expect(try await store.latestBusinessDate(store: "S01") == day("2026-12-31"))
      #expect(try await store.latestBusinessDate(store: "S02") == nil)
    }
  }

  func unknownMember(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      await #expect(throws: StoreError.error(.unknownMember)) {
        try await store.hold(sampleSale("S-1"))
      }
      let stored = try await store.sale("S-1")
      #expect(stored == nil)
    }
  }

  func purchases(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1", date: "2026-05-22", paid: 100_000))
      var fee = try sampleSale("S-2", date: "2026-05-23", paid: 10_000)
      fee.lines[0].kind = .fee
      try await store.book(fee)
      try await store.book(sampleSale("S-3", date: "2026-11-22", paid: 50_000))
      _ = try await store.hold(sampleSale("S-4", date: "2026-11-22", paid: 70_000))
      _ = try await store.book(
        ReturnRecord(
          id: "R-1", saleID: "S-3", lane: "L1", date: day("2026-11-22"), content: "r",
          lines: [.init(lineID: "1", quantity: Quantity(1), refund: Money(fen: 25_000))],
          refund: Money(fen: 25_000), pointsReclaimed: 250, bookedAt: noon), after: 0,
        shortfall: .clamp)
      let all = try await store.purchases(
        of: "M1", from: day("2026-05-22"), through: day("2026-11-22"))
      #expect(all.map(\.paid.fen) == [100_000, 0, 25_000])
      let recent = try await store.purchases(
        of: "M1", from: day("2026-05-23"), through: day("2026-11-21"))
      #expect(recent.map(\.date.description) == ["2026-05-23"])
    }
  }
}
