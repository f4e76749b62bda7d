import BusinessCalendar
import Loyalty
import Testing

@Suite("Plans of points: spend, take back, give back, pay off")
struct LotPlanningTests {
  private let today = day("2026-06-01")

  private func lot(_ remaining: Int64, expires: String? = nil, earned: String = "2026-01-01")
    -> PointLot
  {
    PointLot(earned: day(earned), expires: expires.map(day), remaining: remaining)
  }

  @Test("A21: all the points or none, earliest expiry first, lots without expiry last")
  func spend() throws {
    let lots = [
      lot(10), lot(20, expires: "2026-12-31"), lot(5, expires: "2026-07-01"),
      lot(99, expires: "2026-05-31"), lot(99, earned: "2026-06-02"),
    ]
    #expect(LotArithmetic.available(lots, on: today) == 35)
    let uses = try LotArithmetic.spend(30, from: lots, on: today)
    #expect(
      uses == [.init(lot: 2, points: 5), .init(lot: 1, points: 20), .init(lot: 0, points: 5)])
    #expect(throws: LedgerError.notEnoughPoints(needed: 36, available: 35)) {
      try LotArithmetic.spend(36, from: lots, on: today)
    }
    #expect(throws: LedgerError.invalidPoints(-1)) {
      try LotArithmetic.spend(-1, from: lots, on: today)
    }
    #expect(try LotArithmetic.spend(0, from: [], on: today) == [])
  }

  @Test("A debt is not available a second time, as a lot below zero or beside the lots")
  func debts() {
    let lots = [lot(100), lot(-30, expires: "2026-03-01")]
    #expect(LotArithmetic.available(lots, on: today) == 70)
    #expect(LotArithmetic.available([lots[0]], owed: 130, on: today) == -30)
    #expect(LotArithmetic.balance(lots, on: today) == 100)
    #expect(throws: LedgerError.notEnoughPoints(needed: 71, available: 70)) {
      try LotArithmetic.spend(71, from: lots, on: today)
    }
  }

  @Test("A return takes from the sale's own lots first, and clamps or leaves a debt")
  func reclaim() {
    let lots = [lot(10, expires: "2026-07-01"), lot(4), lot(3)]
    let enough = LotArithmetic.reclaim(
      9, earnedBy: [1, 2], from: lots, on: today, policy: .clamp)
    #expect(
      enough.taken == [
        .init(lot: 1, points: 4), .init(lot: 2, points: 3), .init(lot: 0, points: 2),
      ]
    )
    let clamped = LotArithmetic.reclaim(
      20, earnedBy: [1, 2], from: lots, on: today, policy: .clamp)
    #expect(clamped.forgiven == 3 && clamped.owed == nil)
    let negative = LotArithmetic.reclaim(
      20, earnedBy: [1, 2], from: lots, on: today, policy: .negative)
    #expect(negative.forgiven == 0 && negative.owed == .init(lot: 1, points: 3))
  }

  @Test("Nothing is taken once the sale's own lots have expired")
  func expired() {
    let lots = [lot(10), lot(4, expires: "2026-05-31")]
    for policy in PointsRules.ShortfallPolicy.allCases {
      let plan = LotArithmetic.reclaim(
        4, earnedBy: [1], from: lots, on: today, policy: policy)
      #expect(plan == ReclaimPlan(expired: 4))
    }
  }

  @Test("Points come back into their lots, the last taken first, however the returns are split")
  func giveBack() {
    let taken: [LotUse] = [.init(lot: 4, points: 5), .init(lot: 1, points: 10)]
    #expect(LotArithmetic.giveBack(7, of: taken) == [.init(lot: 1, points: 7)])
    #expect(
      LotArithmetic.giveBack(8, of: taken, after: 7)
        == [.init(lot: 1, points: 3), .init(lot: 4, points: 5)])
    #expect(LotArithmetic.giveBack(99, of: taken, after: 14) == [.init(lot: 4, points: 1)])
    for split in 0...15 as ClosedRange<Int64> {
      var lots: [Int: Int64] = [:]
      for part in [
        LotArithmetic.giveBack(split, of: taken),
        LotArithmetic.giveBack(15 - split, of: taken, after: split),
      ] {
        for use in part { lots[use.lot, default: 0] += use.points }
      }
      #expect(lots == [4: 5, 1: 10].filter { $0.value > 0 })
    }
  }

  @Test("Later points pay a debt off, and it stays paid when they expire")
  func settle() {
    var lots = [lot(-40), lot(30, expires: "2026-07-01"), lot(25)]
    #expect(LotArithmetic.standing(of: lots, on: today).lots == [lot(15)])
    let transfers = LotArithmetic.settle(lots, on: today)
    #expect(
      transfers == [.init(from: 1, to: 0, points: 30), .init(from: 2, to: 0, points: 10)])
    for transfer in transfers {
      lots[transfer.from].remaining -= transfer.points
      lots[transfer.to].remaining += transfer.points
    }
    #expect(LotArithmetic.settle(lots, on: today) == [])
    #expect(LotArithmetic.available(lots, on: day("2026-08-01")) == 15)
    #expect(LotArithmetic.standing(of: [lot(-40), lot(5)], on: today).owed == 35)
  }

  @Test("A7: points wait for the form, count once it is in, and are dropped after the last day")
  func standing() {
    let last = day("2026-06-30")
    func standing(_ registered: String?, on date: String) -> LotStanding {
      LotStanding(registerBy: last, registered: registered.map(day), on: day(date))
    }
    #expect(standing(nil, on: "2026-06-30") == .waiting)
    #expect(standing(nil, on: "2026-07-01") == .dropped)
    #expect(standing("2026-06-30", on: "2026-12-31") == .available)
    #expect(standing("2026-07-01", on: "2026-12-31") == .dropped)
    #expect(standing("2026-06-20", on: "2026-06-19") == .waiting)
    #expect(LotStanding(registerBy: nil, registered: nil, on: last) == .available)
  }

  @Test("A ledger books whole operations or nothing; what is owed is paid once")
  func ledger() throws {
    let reason = EarningReason(
      basis: yuan("100.00"), rules: [.a(11)], program: ProgramVersion(id: "p", version: "1"))
    func earned(_ name: String, _ points: Int64, until: String) -> LedgerEntry {
      LedgerEntry(
        date: today,
        change: .earned(
          lot: name, points: points, expires: day(until), pending: false, why: reason),
        cause: name)
    }
    var ledger = try PointsLedger(replaying: [
      earned("S1", 100, until: "2026-12-31"), earned("S2", 50, until: "2026-07-31"),
    ])
    try ledger.spend(120, cause: "R1", on: today)
    #expect(ledger.balance(on: today) == 30)
    let before = ledger
    #expect(throws: LedgerError.notEnoughPoints(needed: 31, available: 30)) {
      try ledger.spend(31, cause: "R2", on: today)
    }
    #expect(ledger == before)
    try ledger.reclaim(100, earnedBy: ["S1"], cause: "T1", on: today, policy: .negative)
    #expect(ledger.balance(on: today) == -70 && ledger.owed == 70 && ledger.accumulated == 50)
    try ledger.append(earned("S3", 90, until: "2026-08-31"))
    try ledger.payDebt(cause: "S3", on: today)
    #expect(ledger.owed == 0 && ledger.balance(on: today) == 20)
    #expect(ledger.balance(on: day("2026-09-01")) == 0)
    try ledger.giveBack(120, spentFor: "R1", cause: "T2", on: today)
    #expect(ledger.balance(on: today) == 140)
    #expect(throws: LedgerError.self) {
      try ledger.giveBack(1, spentFor: "R1", after: 120, cause: "T3", on: today)
    }
    #expect(try PointsLedger(replaying: ledger.entries) == ledger)
  }
}
