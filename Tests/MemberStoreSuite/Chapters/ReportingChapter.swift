import BusinessCalendar
import Loyalty
import MemberStore
import Testing
import Wording

/// Lists over the whole store.
struct ReportingChapter {
  static let cases = [
    StoreCase("All members come by id, all sales of a span of days in order", Self().lists)
  ]

  func lists(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember("M2"))
      try await store.enrol(sampleMember("M1"))
      try await store.book(sampleSale("S2", date: "2026-11-22"))
      try await store.book(sampleSale("S1", date: "2026-11-23"))
      _ = try await store.hold(sampleSale("S3", date: "2026-11-23"))
      #expect(try await store.members().map(\.id) == ["M1", "M2"])
      let both = try await store.sales(from: day("2026-11-22"), through: day("2026-11-23"))
      #expect(both.map(\.id) == ["S2", "S1", "S3"])
      let one = try await store.sales(from: day("2026-11-23"), through: day("2026-11-23"))
      #expect(one.map(\.id) == ["S1", "S3"])
      #expect(one.map(\.state) == [.committed, .hold])
    }
  }
}

/// The stock of blank cards.
struct CardStockChapter {
  static let cases = [
    StoreCase("A movement is booked once; another one under its id is refused", Self().once),
    StoreCase("No more cards leave than there are (A26, A31)", Self().noneFromNothing),
  ]

  func entry(
    _ id: String, _ movement: StockMovement, _ count: Int64, date: String = "2026-11-01"
  ) throws -> StockEntry {
    StockEntry(
      id: id, store: "S01", year: 2027, movement: movement, count: count, date: try day(date))
  }

  func once(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.book(entry("D1", .received, 10))
      try await store.book(entry("D1", .received, 10))
      await #expect(throws: StoreError.idConflict("D1")) {
        try await store.book(entry("D1", .received, 11))
      }
      let booked = try await store.stock(store: "S01", through: day("2026-11-01"))
      #expect(booked == [try entry("D1", .received, 10)])
      #expect(try await store.stock(store: nil, through: day("2026-10-31")).isEmpty)
      #expect(try await store.stock(store: "S02", through: day("2026-11-01")).isEmpty)
    }
  }

  func noneFromNothing(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.book(entry("D1", .received, 10))
      try await store.book(entry("D2", .issued, 7))
      let error = await #expect(throws: StoreError.self) {
        try await store.book(entry("D3", .missing, 4))
      }
      #expect(error?.kind == .notEnoughCards)
      #expect(error?.nature == .refusal)
      try await store.book(entry("D3", .missing, 3))
      let left = try await store.stock(store: "S01", through: day("2026-11-01"))
        .reduce(0) { $0 + $1.change }
      #expect(left == 0)
    }
  }
}
