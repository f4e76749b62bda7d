import BusinessCalendar
import Loyalty
import Testing
import Wording

@Suite("Prepaid balance and settlement: C5, C7")
struct PrepaidTests {
  private func entry(
    _ change: PrepaidEntry.Change, _ amount: String, store: String, on date: String = "2026-11-20"
  ) -> PrepaidEntry {
    PrepaidEntry(
      date: day(date), store: store, change: change, amount: yuan(amount), cause: "S1")
  }

  @Test("C5: paid in at one store, spent at another: the first owes the second")
  func c5() throws {
    var ledger = PrepaidLedger(limit: yuan("5000.00"))
    try ledger.append(entry(.topUp, "100.00", store: "S01"))
    try ledger.append(entry(.topUp, "100.00", store: "S02"))
    let transfers = try ledger.append(entry(.spent, "150.00", store: "S02"))
    #expect(ledger.balance == yuan("50.00"))
    #expect(
      transfers == [
        Transfer(from: "S01", to: "S02", amount: yuan("100.00"), date: day("2026-11-20"))
      ])
  }

  @Test("C5: the card holds no more than its limit and pays no more than it holds")
  func limits() throws {
    var ledger = PrepaidLedger(limit: yuan("100.00"))
    try ledger.append(entry(.topUp, "100.00", store: "S01"))
    #expect(throws: PrepaidError.aboveLimit(limit: yuan("100.00"), balance: yuan("100.00"))) {
      try ledger.append(entry(.topUp, "0.01", store: "S01"))
    }
    #expect(throws: PrepaidError.notEnough(needed: yuan("100.01"), balance: yuan("100.00"))) {
      try ledger.append(entry(.spent, "100.01", store: "S01"))
    }
    #expect(throws: PrepaidError.invalidAmount(.zero)) {
      try ledger.append(entry(.spent, "0.00", store: "S01"))
    }
    #expect(ledger.balance == yuan("100.00") && ledger.entries.count == 1)
  }

  @Test("C5, C7: the month's debts are set off against each other, pair by pair")
  func settle() {
    func owes(_ from: String, _ to: String, _ amount: String, _ date: String) -> Transfer {
      Transfer(from: from, to: to, amount: yuan(amount), date: day(date))
    }
    let settled = Clearing.settle(
      [
        owes("S01", "S02", "100.00", "2026-11-01"), owes("S02", "S01", "30.00", "2026-11-30"),
        owes("S03", "S01", "5.00", "2026-11-15"), owes("S02", "S03", "7.00", "2026-11-15"),
        owes("S03", "S02", "7.00", "2026-11-15"), owes("S01", "S02", "9.00", "2026-12-01"),
        owes("S01", "S01", "1.00", "2026-11-15"),
      ], year: 2026, month: 11)
    #expect(
      settled.map { "\($0.from) pays \($0.to) \($0.amount)" }
        == ["S01 pays S02 70.00", "S03 pays S01 5.00"])
  }

  @Test("C7: points earned at one merchant and spent at another are owed, to the fen")
  func c7Points() throws {
    let rule = try #require(Programs.retailLoyalty.redemption.moneyOff)
    let transfers = Clearing.transfers(
      for: [("city-books", 100), ("home-and-garden", 150), ("own", 50)], spentAt: "own", rule: rule,
      on: day("2026-11-20"))
    #expect(transfers.map(\.from) == ["city-books", "home-and-garden"])
    #expect(transfers.map(\.amount) == [yuan("1.00"), yuan("1.50")])
    let hostile = Clearing.transfers(
      for: [("a", .max), ("b", .max), ("c", .min)], spentAt: "own", rule: rule,
      on: day("2026-11-20"))
    #expect(hostile.map(\.from) == ["a", "b"])
  }

  @Test("C7: the partners of the shared card are in the program")
  func c7() {
    #expect(Programs.retailLoyalty.partners.map(\.id) == ["home-and-garden", "city-books"])
  }
}
