import BusinessCalendar
import Loyalty
import Testing
import Wording

@Suite("The points ledger")
struct PointsLedgerTests {
  private let reason = EarningReason(
    basis: yuan("88.00"), rules: [.a(11)],
    program: ProgramVersion(id: "chain-store", version: "2026-01"))

  private func earned(
    _ lot: String, _ points: Int64, on date: String, pending: Bool = false
  ) -> LedgerEntry {
    LedgerEntry(
      date: day(date),
      change: .earned(
        lot: lot, points: points, expires: day(date).endOfYear, pending: pending, why: reason),
      cause: lot)
  }

  private func entry(_ change: LedgerEntry.Change, on date: String = "2026-06-01") -> LedgerEntry {
    LedgerEntry(date: day(date), change: change, cause: "x")
  }

  @Test("Lots and uses add up; the balance follows the calendar year (A18)")
  func balance() throws {
    let ledger = try PointsLedger(replaying: [
      earned("S1", 100, on: "2026-03-01"), earned("S2", 50, on: "2026-04-01"),
      entry(.used(lot: "S1", points: 30)), entry(.restored(lot: "S1", points: 10)),
      entry(.revoked(lot: "S2", points: 20)), entry(.uncounted(points: 20)),
    ])
    #expect(ledger.balance(on: day("2026-12-31")) == 110)
    #expect(ledger.balance(on: day("2027-01-01")) == 0)
    #expect(ledger.accumulated == 130)
    #expect(ledger.entries.count == 6)
  }

  @Test("A7: pending lots wait for registration, or are dropped")
  func pending() throws {
    var ledger = try PointsLedger(replaying: [earned("S1", 100, on: "2026-03-01", pending: true)])
    #expect(ledger.balance(on: day("2026-03-02")) == 0)
    var dropped = ledger
    try ledger.append(entry(.registered))
    #expect(ledger.balance(on: day("2026-06-02")) == 100)
    try dropped.append(entry(.dropped))
    try dropped.append(entry(.registered))
    #expect(dropped.balance(on: day("2026-06-02")) == 0)
  }

  @Test("Owed points make the balance negative, and later points pay them off")
  func owed() throws {
    var ledger = PointsLedger()
    try ledger.append(entry(.owed(points: 40)))
    #expect(ledger.balance(on: day("2026-06-02")) == -40)
    try ledger.append(earned("S1", 100, on: "2026-06-03"))
    #expect(ledger.balance(on: day("2026-06-03")) == 60)
  }

  @Test("An entry that does not fit changes nothing")
  func refused() throws {
    var ledger = try PointsLedger(replaying: [earned("S1", 100, on: "2026-03-01")])
    let before = ledger
    let bad: [(LedgerEntry, LedgerError)] = [
      (earned("S1", 5, on: "2026-03-02"), .lotExists("S1")),
      (entry(.used(lot: "S9", points: 1)), .unknownLot("S9")),
      (entry(.used(lot: "S1", points: 101)), .notEnough(lot: "S1", left: 100)),
      (entry(.used(lot: "S1", points: 0)), .invalidPoints(0)),
      (entry(.restored(lot: "S1", points: -1)), .invalidPoints(-1)),
      (earned("S2", .max, on: "2026-03-02"), .invalidPoints(.max)),
    ]
    for (entry, error) in bad {
      #expect(throws: error) { try ledger.append(entry) }
    }
    #expect(ledger == before)
  }

  @Test("The next expiry says how many points and when, pending ones left out")
  func nextExpiry() {
    let lots = [
      PointLot(earned: day("2026-01-01"), expires: day("2026-12-31"), remaining: 10),
      PointLot(earned: day("2026-02-01"), expires: day("2026-12-31"), remaining: 5),
      PointLot(earned: day("2026-02-01"), expires: nil, remaining: 7),
      PointLot(earned: day("2026-02-01"), expires: day("2026-11-01"), remaining: 0),
      PointLot(
        earned: day("2026-02-01"), expires: day("2026-12-01"), remaining: 3, pending: true),
    ]
    let next = LotArithmetic.nextExpiry(lots, on: day("2026-10-01"))
    #expect(next?.points == 15 && next?.on == day("2026-12-31"))
    #expect(LotArithmetic.nextExpiry([lots[2]], on: day("2026-10-01")) == nil)
  }

  @Test(
    "Taking points never takes more than there is", arguments: [0, 1, 22, 23, 1_000_000] as [Int64])
  func take(points: Int64) {
    let lots = [
      PointLot(earned: day("2026-01-01"), expires: day("2026-12-31"), remaining: 10),
      PointLot(earned: day("2026-02-01"), expires: nil, remaining: 12),
    ]
    let uses = LotArithmetic.take(points, from: lots, on: day("2026-10-01"))
    #expect(uses.reduce(0) { $0 + $1.points } == min(points, 22))
    for use in uses { #expect(use.points <= lots[use.lot].remaining) }
  }
}
