import BusinessCalendar
import Loyalty
import MemberStore
import Testing

/// A day that is closed stays closed.
struct ClosedDayChapter {
  static let cases = [
    StoreCase("Nothing is booked on a closed day, unless it is let in", Self().closed),
    StoreCase("What was booked before the close answers as it did", Self().before),
    StoreCase("A day is closed once, another shop's is open", Self().once),
  ]

  private func close(_ store: any MemberStore, shop: String = "S01") async throws {
    try await store.write { tables in
      try tables.insert(
        ClosedDay(
          store: shop, date: try day("2026-11-22"), who: "张", time: noon, content: "{}"))
    }
  }

  func closed(_ subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1"))
      _ = try await store.hold(sampleSale("S-2"))
      try await close(store)
      await #expect(throws: StoreError.error(.dayClosed)) {
        try await store.commit(sale: "S-2", at: noon)
      }
      await #expect(throws: StoreError.error(.dayClosed)) {
        try await store.book(
          ReturnChapter().goodsReturn("R-1", date: "2026-11-22"), after: 0, shortfall: .clamp)
      }
      await #expect(throws: StoreError.error(.dayClosed)) {
        try await store.redeem(
          RedemptionRecord(
            id: "G-1", memberID: "M1", store: "S01", lane: "L1", date: day("2026-11-22"),
            gift: "cup", points: 10, content: "g", bookedAt: noon))
      }
      #expect(try await store.balance("M1", on: "2026-11-22") == 100)
      // The next day is open, and so is the day for whom a supervisor lets in.
      try await store.book(sampleSale("S-3", date: "2026-11-23"))
      _ = try await store.commit(sale: "S-2", at: noon, intoClosedDay: true)
      _ = try await store.book(
        ReturnChapter().goodsReturn("R-1", date: "2026-11-22"), after: 0, shortfall: .clamp,
        intoClosedDay: true)
      #expect(try await store.balance("M1", on: "2026-11-23") == 250)
    }
  }

  func before(_ subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1"))
      let back = try ReturnChapter().goodsReturn("R-1", date: "2026-11-22")
      let booked = try await store.book(back, after: 0, shortfall: .clamp)
      try await close(store)
      #expect(try await store.commit(sale: "S-1", at: noon).state == .committed)
      #expect(try await store.book(back, after: 0, shortfall: .clamp) == booked)
    }
  }

  func once(_ subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await close(store)
      await #expect(throws: StoreError.self) { try await close(store) }
      #expect(try await store.closedDay(store: "S01", date: day("2026-11-22"))?.who == "张")
      #expect(try await store.closedDay(store: "S02", date: day("2026-11-22")) == nil)
      #expect(try await store.closedDay(store: "S01", date: day("2026-11-23")) == nil)
      try await close(store, shop: "S02")
    }
  }
}
