import Lane
import Loyalty
import MemberStore
import Receipts
import Testing
import VIPCard

@Suite("Goods that come back")
struct ReturnAtTheLaneTests {
  func sold(_ counter: Counter, _ lane: CheckoutLane) async throws {
    try await counter.enrol(member())
    _ = try await lane.checkout(
      sale: sale(price: "33.33", special: "50.00", member: member()),
      card: try await counter.judge(Counter.stripe))
  }

  func one(_ line: String, _ quantity: Int64 = 1) -> ReturnRequest {
    ReturnRequest(items: [ReturnItem(line: line, quantity: Quantity(quantity))])
  }

  @Test("Any way of splitting a return ends in the same money and the same points")
  func splits() async throws {
    var ends: [Money] = []
    for parts in [[one("1", 2), one("2")], [one("1"), one("2"), one("1")]] {
      let counter = try Counter(printer: ScriptedPrinter())
      let lane = try counter.lane()
      try await sold(counter, lane)
      let store = counter.store
      // 66.66 at 8.8折 is 58.66, with 50.00 special 108.66: 108 points.
      #expect(try await store.account(of: "M1", on: day("2026-11-22"))?.balance == 108)
      var refunded = Money.zero
      for (index, part) in parts.enumerated() {
        let outcome = try await lane.takeBack(
          id: "L1-R\(index)", sale: "L1-1", part, on: day("2026-11-23"))
        refunded += outcome.record.refund
        #expect(outcome.receipt.text.contains("退货单"))
        #expect(outcome.slips.allSatisfy { $0.job?.state == .printed })
      }
      ends.append(refunded)
      let account = try await store.account(of: "M1", on: day("2026-11-23"))
      #expect(account?.balance == 0 && account?.member.accumulatedPoints == 0)
    }
    #expect(try ends == [yuan("108.66"), yuan("108.66")])
  }

  @Test("B7, S8: a return lowers what was accumulated, but does not take the level away")
  func levelStays() async throws {
    let counter = try Counter(program: "department-store")
    try await counter.enrol(member("gold", points: 7_950))
    let lane = try counter.lane()
    let sold = try await lane.checkout(
      sale: sale(price: "1000.00", member: member("gold", points: 7_950)),
      card: try await counter.judge(Counter.stripe))
    // 2000.00 at 8.8折 is 1760.00: 176 points, and the next sale is a diamond's.
    #expect(sold.record.newLevel == "diamond")
    _ = try await lane.takeBack(id: "R1", sale: "L1-1", one("1", 2), on: day("2026-11-23"))
    let member = try #require(try await counter.store.member("M1"))
    #expect(member.accumulatedPoints == 7_950 && member.level == "diamond")
  }

  @Test("The same return again gives the same answer; with another content it is a conflict")
  func twice() async throws {
    let counter = try Counter(printer: ScriptedPrinter())
    let lane = try counter.lane()
    try await sold(counter, lane)
    let first = try await lane.takeBack(id: "R", sale: "L1-1", one("1"))
    let second = try await lane.takeBack(id: "R", sale: "L1-1", one("1"))
    #expect(first.record == second.record)
    #expect(try await counter.store.printJobs(receipt: "R").count == 2)
    await #expect(throws: storeError(.idConflict)) {
      try await lane.takeBack(id: "R", sale: "L1-1", one("2"))
    }
  }

  @Test("A return asked for again after midnight is the same return: nothing is refunded twice")
  func afterMidnight() async throws {
    let counter = try Counter(printer: ScriptedPrinter())
    try await sold(counter, counter.lane())
    let first = try await counter.lane(on: "2026-11-22").takeBack(id: "R", sale: "L1-1", one("1"))
    #expect(!first.isRepeated)
    let again = try await counter.lane(on: "2026-11-23").takeBack(id: "R", sale: "L1-1", one("1"))
    #expect(again.isRepeated && again.record == first.record && again.receipt.number == "R")
    #expect(try await counter.store.goodsReturns(ofSale: "L1-1").count == 1)
    #expect(try await counter.store.printJobs(receipt: "R").count == 2)
  }

  @Test("Two returns of a sale at once: each is counted on what the other left")
  func atOnce() async throws {
    let counter = try Counter()
    try await sold(counter, counter.lane())
    let outcomes = try await withThrowingTaskGroup(of: Money.self) { group in
      for id in ["R1", "R2"] {
        let lane = try counter.lane()
        let part = one("1")
        group.addTask { try await lane.takeBack(id: id, sale: "L1-1", part).record.refund }
      }
      return try await group.reduce(into: [Money]()) { $0.append($1) }
    }
    // 58.66 for two pieces: the halves add up to the fen.
    #expect(try outcomes.reduce(Money.zero) { $0 + $1 } == yuan("58.66"))
  }

  @Test("What was never sold, not paid, or came back already, is not taken")
  func refused() async throws {
    let counter = try Counter()
    let lane = try counter.lane()
    await #expect(throws: storeError(.unknownSale)) {
      try await lane.takeBack(id: "R", sale: "L1-1", one("1"))
    }
    try await lane.scan(sale("held"))
    _ = try await lane.quote()
    _ = try await lane.hold(tenders: [])
    await #expect(throws: storeError(.saleNotCommitted)) {
      try await lane.takeBack(id: "R", sale: "held", one("1"))
    }
    try await sold(counter, lane)
    _ = try await lane.takeBack(id: "R1", sale: "L1-1", one("1", 2))
    await #expect(throws: ReturnError.self) {
      try await lane.takeBack(id: "R2", sale: "L1-1", one("1"))
    }
    await #expect(throws: ReturnError.self) {
      try await lane.takeBack(id: "R2", sale: "L1-1", one("9"))
    }
  }

  @Test("A return needs the program version of its sale")
  func otherProgram() async throws {
    var counter = try Counter()
    try await sold(counter, try counter.lane())
    counter.program = try Counter.program("department-store")
    let error = await #expect(throws: LaneError.self) {
      try await counter.lane().takeBack(id: "R", sale: "L1-1", one("1"))
    }
    #expect(error?.kind == .unknownProgram)
  }

  @Test("B6: points for one item by its tag price, once, and final")
  func ladder() async throws {
    let counter = try Counter(program: "department-store")
    try await counter.enrol(member("gold", points: 1_200))
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    _ = try await lane.checkout(
      sale: sale(price: "5.00", member: member("gold", points: 1_200)), card: card)
    let wish = RedemptionWish.item("6902", tagPrice: try yuan("200.00"), kind: .regular)
    let first = try await lane.redeem(id: "G-1", wish, card: card)
    #expect(first.record.points == 1_000)
    for part in ["积分换领单", "9156 **** **** 5672", "-1000", "200", "会员签名"] {
      #expect(first.receipt.text.contains(part), "\(part) is not on the slip")
    }
    let again = try await lane.redeem(id: "G-1", wish, card: card)
    #expect(again.record == first.record && again.receipt == first.receipt)
    #expect(try await counter.store.account(of: "M1", on: day("2026-11-22"))?.balance == 200)
    await #expect(throws: RedemptionError.self) {
      try await lane.redeem(id: "G-2", wish, card: card)
    }
  }

  @Test(
    "A redemption asked for again is the same one, after midnight and with a card that is lost since"
  )
  func redeemedBefore() async throws {
    let counter = try Counter(program: "department-store")
    try await counter.enrol(member("gold", points: 1_200))
    let card = try await counter.judge(Counter.stripe)
    let wish = RedemptionWish.item("6902", tagPrice: try yuan("200.00"), kind: .regular)
    let first = try await counter.lane().redeem(id: "G-1", wish, card: card)
    try await counter.store.block(
      number: Counter.digits, year: 2026, sequence: 1, as: .lost, on: day("2026-11-22"))
    let later = try counter.lane(on: "2026-11-23")
    let refused = try await counter.judge(Counter.stripe, on: "2026-11-23", lane: later)
    try #require(!refused.isAccepted)
    let again = try await later.redeem(id: "G-1", wish, card: refused)
    #expect(again.isRepeated && again.record == first.record && again.receipt == first.receipt)
    #expect(try await counter.store.account(of: "M1", on: day("2026-11-23"))?.balance == 200)
    let other = RedemptionWish.item("6903", tagPrice: try yuan("200.00"), kind: .regular)
    await #expect(throws: storeError(.idConflict)) {
      try await later.redeem(id: "G-1", other, card: refused)
    }
  }

  @Test("Points are spent only with a card that is trusted enough; earning goes on")
  func trust() async throws {
    let counter = try Counter(program: "retail-loyalty")
    try await counter.enrol(member(counter.program.levels[0].id, points: 500))
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    let level = try #require(counter.program.levels.first).id
    var wish = try sale(member: member(level, points: 500))
    wish.redeemPoints = 300
    let error = await #expect(throws: LaneError.self) {
      try await lane.checkout(sale: wish, card: card)
    }
    #expect(error?.code == "trustTooLow")
    wish.redeemPoints = 0
    #expect(try await lane.checkout(sale: wish, card: card).record.pointsEarned > 0)
  }

  @Test("C2: points as money off are reserved by the hold and come back with a return")
  func moneyOff() async throws {
    var counter = try Counter()
    counter.program = try Counter.program(
      "retail-loyalty", replacing: "redeem: medium", by: "redeem: low")
    try await counter.enrol(member(counter.program.levels[0].id, points: 500))
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    let level = try #require(counter.program.levels.first).id
    var wish = try sale(member: member(level, points: 500))
    wish.redeemPoints = 300
    let result = try await lane.checkout(sale: wish, card: card)
    #expect(result.record.pointsSpent == 300)
    let earned = result.record.pointsEarned
    let store = counter.store
    #expect(
      try await store.account(of: "M1", on: day("2026-11-22"))?.balance == 200 + earned)
    let outcome = try await lane.takeBack(id: "R", sale: "L1-1", one("1", 2))
    #expect(outcome.record.pointsRestored == 300)
    #expect(try await store.account(of: "M1", on: day("2026-11-22"))?.balance == 500)
  }
}
