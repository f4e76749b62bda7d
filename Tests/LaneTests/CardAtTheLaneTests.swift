import BusinessCalendar
import Foundation
import Lane
import Loyalty
import MemberStore
import SQLiteStore
import Receipts
import Testing
import VIPCard
import Wording

@Suite("A card that may not be used stops at the lane, and is told why")
struct CardAtTheLaneTests {
  @Test(
    "A refused card is recorded masked, and the sale is not booked",
    arguments: [
      (Counter.lastYears, "expired"), (Counter.forged, "forged"), (";123?", "foreign"),
    ])
  func refused(swipe: String, code: String) async throws {
    let counter = try Counter()
    let lane = try counter.lane()
    let card = try await counter.judge(swipe, lane: lane)
    let error = await #expect(throws: LaneError.self) {
      try await lane.checkout(sale: sale(member: member()), card: card)
    }
    #expect(error?.code == code && error?.nature == .refusal)
    #expect(error?.message.english.isEmpty == false)
    let refusals = try await counter.store.refusals(
      store: "S01", lane: "L1", on: day("2026-11-22"))
    #expect(refusals.map(\.reason) == [code])
    #expect(refusals.allSatisfy { $0.maskedNumber?.contains(Counter.digits) != true })
    #expect(try await counter.store.sale("L1-1") == nil)
  }

  @Test("Of a bank card nothing is kept: no record, no digit in any file")
  func bankCard() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      let store = try SQLiteMemberStore(path: path)
      let counter = try Counter(store: store)
      let lane = try counter.lane()
      let card = try await counter.judge(Counter.bankCard)
      let error = await #expect(throws: LaneError.self) {
        try await lane.checkout(sale: sale(), card: card)
      }
      #expect(error?.code == "bankCard")
      #expect(
        try await store.refusals(store: "S01", lane: "L1", on: day("2026-11-22")).isEmpty)
      for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        for digits in ["411111", "1111111", "2812101", "12345678"] {
          #expect(bytes.range(of: Data(digits.utf8)) == nil)
        }
      }
      try await store.close()
    }
  }

  @Test("Under the strict policy a card that nobody issued is refused")
  func strict() async throws {
    var counter = try Counter()
    counter.configuration.unknownCards = .strict
    let lane = try counter.lane()
    let judged = try await counter.judge(Counter.stripe, lane: lane)
    #expect(judged.verdict.check == .notIssued)
    let error = await #expect(throws: LaneError.self) {
      try await lane.checkout(
        sale: sale(member: member()), card: try await counter.judge(Counter.stripe))
    }
    #expect(error?.code == "notIssued")
  }

  @Test("A stranger's card never joins a member that exists, whoever the till says it is")
  func stranger() async throws {
    let counter = try Counter()
    try await counter.store.enrol(
      Member(member()),
      opening: [PointLot(earned: day("2026-03-01"), expires: nil, remaining: 5_000)])
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    await #expect(throws: storeError(.cardTaken)) {
      try await lane.checkout(sale: sale(member: member()), card: card)
    }
    #expect(try await counter.store.cards(of: "M1").isEmpty)
    #expect(try await counter.store.sale("L1-1") == nil)
    let wish = RedemptionWish.item("6902", tagPrice: try yuan("1.00"), kind: .regular)
    await #expect(throws: LaneError.self) { try await lane.redeem(id: "G", wish, card: card) }
  }

  @Test("What the till says of a member mints nothing: no level, no points, no dates")
  func mintsNothing() async throws {
    let counter = try Counter(program: "department-store")
    let result = try await counter.lane().checkout(
      sale: sale(member: member("diamond", points: 5_000)),
      card: try await counter.judge(Counter.stripe))
    let account = try #require(try await counter.store.account(of: "M1", on: day("2026-11-22")))
    #expect(account.member.level == counter.program.levels[0].id)
    #expect(account.balance == result.record.pointsEarned)
    #expect(account.member.accumulatedPoints == result.record.pointsEarned)
    #expect(try account.member.joined == day("2026-11-22") && account.member.registered == nil)
    #expect(account.member.familyName == "王" && account.member.title == "女士")
  }

  @Test("Re-issue: once the second card is used, the first is dead")
  func reissue() async throws {
    let counter = try Counter()
    try await counter.enrol(member())
    let lane = try counter.lane()
    let first = try await counter.judge(Counter.stripe, lane: lane)
    _ = try await lane.checkout(sale: sale("1", member: member()), card: first)
    let second = try await counter.judge(Counter.reissued, lane: lane)
    let result = try await lane.checkout(sale: sale("2"), card: second)
    #expect(result.record.memberID == "M1")
    #expect(
      try await counter.judge(Counter.stripe, lane: lane).refusal
        == .wrongSequence(current: 2))
    let error = await #expect(throws: LaneError.self) {
      try await lane.checkout(sale: sale("3"), card: first)
    }
    #expect(error?.code == "wrongSequence")
  }

  @Test("A30: a lost card is blocked at once, at the register and at the lane")
  func lost() async throws {
    let counter = try Counter()
    try await counter.enrol(member())
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe, lane: lane)
    _ = try await lane.checkout(sale: sale("1", member: member()), card: card)
    try await counter.store.block(
      number: Counter.digits, year: 2026, sequence: 1, as: .lost, on: day("2026-11-22"))
    #expect(
      try await counter.judge(Counter.stripe, lane: lane).refusal == .blocked(.lost))
    let error = await #expect(throws: LaneError.self) {
      try await lane.checkout(sale: sale("2"), card: card)
    }
    #expect(error?.code == "blocked")
  }

  @Test(
    "A30: a number with a lost, copied or blocked card takes only what the register issued",
    arguments: [CardStatus.lost, .clone, .staff, .active])
  func afterALoss(status: CardStatus) async throws {
    let counter = try Counter()
    try await counter.enrol(member())
    let lane = try counter.lane()
    if status != .active {
      try await counter.store.block(
        number: Counter.digits, year: 2026, sequence: 1, as: status, on: day("2026-11-22"))
    }
    // The second card of the year, with a right code, that nobody handed out.
    let found = try await counter.judge(Counter.reissued, lane: lane)
    #expect(found.refusal == (status == .active ? nil : .notIssued))
    try await counter.store.issue(
      CardRecord(
        number: Counter.digits, year: 2026, sequence: 2, memberID: "M1",
        issued: day("2026-11-22")))
    #expect(try await counter.judge(Counter.reissued, lane: lane).isAccepted)
  }

  @Test("A16: a card judged in December is no good for a sale in January")
  func judgedOnAnotherDay() async throws {
    let counter = try Counter()
    let card = try await counter.judge(Counter.stripe, on: "2026-12-31")
    let error = await #expect(throws: LaneError.self) {
      try await counter.lane(on: "2027-01-01").checkout(
        sale: sale(on: "2027-01-01"), card: card)
    }
    #expect(error?.code == "expired")
  }

  @Test("A17: in December the slip asks to exchange the card")
  func december() async throws {
    let counter = try Counter()
    try await counter.enrol(member())
    let card = try await counter.judge(Counter.stripe, on: "2026-12-01")
    let result = try await counter.lane(on: "2026-12-01").checkout(
      sale: sale(on: "2026-12-01", member: member()), card: card)
    #expect(card.verdict.validity == .exchange)
    #expect(result.receipt.text.contains("换"))
  }

  @Test("A17: who has exchanged the card already is not told to, whichever card is shown")
  func exchanged() async throws {
    let counter = try Counter()
    let lane = try counter.lane(on: "2026-12-05")
    let card = try await counter.judge(Counter.stripe, on: "2026-12-05")
    let before = try await lane.checkout(
      sale: sale("1", on: "2026-12-05", member: member()), card: card)
    try await counter.store.issue(
      CardRecord(
        number: Counter.digits, year: 2027, sequence: 1, memberID: "M1",
        issued: day("2026-12-05")))
    let after = try await lane.checkout(sale: sale("2", on: "2026-12-05"), card: card)
    #expect(before.receipt.text.contains("换"))
    #expect(!after.receipt.text.contains("换"))
  }

  @Test("A clock that ran backwards revives no card; a supervisor may confirm one late entry")
  func backwards() async throws {
    let counter = try Counter()
    let lane = try counter.lane(on: "2026-12-31")
    _ = try await lane.checkout(sale: sale("1", on: "2026-12-31"))
    let late = try await lane.checkoutError(sale("2", on: "2026-12-30"))
    #expect(late?.code == "clockRanBackwards")
    await lane.acceptEarlierDate()
    _ = try await lane.checkout(sale: sale("2", on: "2026-12-30"))
    #expect(try await lane.checkoutError(sale("3", on: "2026-12-30"))?.code == "clockRanBackwards")
  }

  @Test(
    "Nothing is booked under a date that has not come, but for a clock on the other side of midnight",
    arguments: [
      ("2026-11-22", nil), ("2026-11-23", nil), ("2026-11-24", "dateAhead"),
      ("2099-01-01", "dateAhead"),
    ])
  func ahead(date: String, code: String?) async throws {
    let counter = try Counter()
    let lane = try counter.lane(on: "2026-11-22")
    #expect(try await lane.checkoutError(sale("1", on: date))?.code == code)
    await lane.acceptEarlierDate()
    #expect(try await lane.checkoutError(sale("2", on: date))?.code == code)
    let isBooked = try await counter.store.latestBusinessDate(store: "S01") != nil
    #expect(isBooked == (code == nil))
    // The shop goes on either way.
    #expect(try await lane.checkoutError(sale("3", on: "2026-11-23")) == nil)
    let back = await #expect(throws: (any Error).self) {
      try await lane.takeBack(
        id: "R1", sale: "3", ReturnRequest(items: [ReturnItem(line: "1", quantity: Quantity(1))]),
        on: day("2099-01-01"))
    }
    #expect((back as? LaneError)?.code == "dateAhead")
  }

  @Test("Where the date has to be today's, another date is refused")
  func today() async throws {
    var counter = try Counter()
    counter.configuration.saleDates = .today
    let lane = try counter.lane(on: "2026-11-22")
    #expect(try await lane.checkoutError(sale("1", on: "2026-11-23"))?.code == "dateNotToday")
    _ = try await lane.checkout(sale: sale("2", on: "2026-11-22"))
  }

  @Test("Three forged cards call for a supervisor, even when a good one follows")
  func supervisor() async throws {
    let counter = try Counter()
    let lane = try counter.lane()
    try await lane.scan(sale())
    let forged = try await counter.judge(Counter.forged)
    for read in 1...3 {
      #expect(try await lane.show(forged).needsSupervisor == (read == 3))
    }
    let good = try await counter.judge(Counter.stripe)
    await #expect(throws: LaneError.self) { try await lane.show(good) }
    try await lane.release()
    #expect(try await lane.show(good).isAccepted)
  }
}

extension CheckoutLane {
  /// The error of a checkout without a card; `nil` when it went through.
  func checkoutError(_ sale: Sale) async throws -> LaneError? {
    do {
      _ = try await checkout(sale: sale)
      return nil
    } catch let error as LaneError {
      return error
    }
  }
}
