import Lane
import Loyalty
import MemberStore
import Testing

@Suite("Who may join, against the receipts that they show")
struct JoiningTests {
  @Test(
    "A5: 2000 paid within six months; goods that came back and receipts shown twice do not count")
  func receipts() async throws {
    let lane = try Counter().lane()
    for (id, date, price) in [
      ("1", "2026-05-22", "400.00"), ("2", "2026-05-23", "450.00"),
      ("3", "2026-11-22", "450.00"), ("4", "2026-11-22", "200.00"),
    ] {
      _ = try await lane.checkout(sale: sale(id, on: date, price: price))
    }
    let today = try day("2026-11-22")
    // 400 × 2 lies one day outside the window, so it is 900 + 900.
    #expect(try await lane.qualification(receipts: ["1", "2", "3", "3"], on: today) == nil)
    let met = try await lane.qualification(receipts: ["2", "3", "4"], on: today)
    #expect(met?.rule == .a(5) && met?.level == "vip")
    _ = try await lane.takeBack(
      id: "R", sale: "4",
      ReturnRequest(items: [ReturnItem(line: "1", quantity: Quantity(2))]), on: today)
    #expect(try await lane.qualification(receipts: ["2", "3", "4"], on: today) == nil)
    await #expect(throws: storeError(.unknownSale)) {
      try await lane.qualification(receipts: ["9"], on: today)
    }
  }

  @Test("B1: 300 on one day is gold, 3000 is diamond at once")
  func departmentStore() async throws {
    let lane = try Counter(program: "department-store").lane()
    for (id, price) in [("1", "149.99"), ("2", "0.01"), ("3", "1350.00")] {
      _ = try await lane.checkout(sale: sale(id, price: price))
    }
    let today = try day("2026-11-22")
    #expect(try await lane.qualification(receipts: ["1"], on: today) == nil)
    #expect(try await lane.qualification(receipts: ["1", "2"], on: today)?.level == "gold")
    #expect(
      try await lane.qualification(receipts: ["1", "2", "3"], on: today)?.level == "diamond")
  }

  @Test("A4, B1, S20: what was bought with a member's card, or has made a card, makes none")
  func onlyOnce() async throws {
    let counter = try Counter(program: "department-store")
    let lane = try counter.lane()
    for id in ["1", "2"] { _ = try await lane.checkout(sale: sale(id, price: "3000.00")) }
    let today = try day("2026-11-22")
    #expect(try await lane.qualification(receipts: ["1"], on: today) != nil)
    let seed = MemberSnapshot(id: "N1", level: "gold", joined: today)
    func admit(_ id: String, _ number: String) async throws {
      var seed = seed
      seed.id = id
      _ = try await counter.store.admit(
        CardRecord(number: number, year: 2026, sequence: 1, memberID: id, issued: today),
        seed: seed, against: ["1"])
    }
    try await admit("N1", "9156880012345680")
    await #expect(throws: storeError(.receiptDoesNotCount)) {
      try await lane.qualification(receipts: ["1", "2"], on: today)
    }
    // Two desks at once: the second finds the receipt used, and nobody has joined.
    await #expect(throws: storeError(.receiptDoesNotCount)) {
      try await admit("N2", "9156880012345698")
    }
    #expect(try await counter.store.member("N2") == nil)
    #expect(try await lane.qualification(receipts: ["2"], on: today)?.level == "diamond")
  }
}
