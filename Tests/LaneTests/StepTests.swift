import Lane
import Loyalty
import MemberStore
import Receipts
import Testing
import VIPCard
import Wording

@Suite("Step by step, no step out of turn")
struct StepTests {
  @Test("idle, scanning, identified, quoted, held, committed, printed, done")
  func road() async throws {
    let counter = try Counter(printer: ScriptedPrinter())
    try await counter.enrol(member())
    let lane = try counter.lane()
    #expect(await lane.stage == .idle)
    try await lane.scan(sale(member: member()))
    #expect(await lane.stage == .scanning)
    _ = try await lane.show(try await counter.judge(Counter.stripe))
    #expect(await lane.stage == .identified)
    #expect(try await lane.quote().due == yuan("176.00"))
    #expect(await lane.stage == .quoted)
    #expect(try await lane.hold(tenders: []).state == .hold)
    #expect(await lane.stage == .held)
    let result = try await lane.commit()
    #expect(result.state == .committed && !result.isRepeated)
    #expect(result.card?.number.digits == Counter.digits)
    #expect(await lane.stage == .done)
    let again = try await lane.commit()
    #expect(again.record == result.record && again.isRepeated)
    try await lane.scan(sale("L1-2"))
    #expect(await lane.stage == .scanning)
  }

  @Test("D9: a second card replaces the first and the cashier is told")
  func secondCard() async throws {
    let counter = try Counter()
    try await counter.enrol(member())
    let lane = try counter.lane()
    try await lane.scan(sale(member: member()))
    let first = try await counter.judge(Counter.stripe)
    let second = try await counter.judge(Counter.reissued)
    #expect(try await !lane.show(first).replacedAnother)
    #expect(try await !lane.show(first).replacedAnother)
    let answer = try await lane.show(second)
    #expect(answer.replacedAnother)
    #expect(answer.message.english.contains("replaced"))
    _ = try await lane.quote()
    _ = try await lane.hold(tenders: [])
    let text = try await lane.commit().record.content
    #expect(text.contains("2026/2"))
  }

  @Test("A refused card leaves the good one that was shown before")
  func refusedAfterGood() async throws {
    let counter = try Counter()
    try await counter.enrol(member())
    let lane = try counter.lane()
    try await lane.scan(sale(member: member()))
    _ = try await lane.show(try await counter.judge(Counter.forged))
    #expect(await lane.stage == .refused)
    _ = try await lane.show(try await counter.judge(Counter.stripe))
    _ = try await lane.show(try await counter.judge(Counter.lastYears))
    #expect(await lane.stage == .identified)
    #expect(try await lane.quote().due == yuan("176.00"))
  }

  @Test("A33: a card after payment brings no discount")
  func afterPayment() async throws {
    let counter = try Counter()
    try await counter.enrol(member())
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    try await lane.scan(sale(member: member()))
    _ = try await lane.quote()
    _ = try await lane.hold(tenders: [])
    var error = await #expect(throws: LaneError.self) { try await lane.show(card) }
    #expect(error?.kind == .cardAfterPayment)
    let result = try await lane.commit()
    #expect(try result.record.due == yuan("200.00"))
    error = await #expect(throws: LaneError.self) { try await lane.show(card) }
    #expect(error?.kind == .cardAfterPayment)
  }

  @Test("More goods after the quote: priced again, the card stays")
  func moreGoods() async throws {
    let counter = try Counter()
    try await counter.enrol(member())
    let lane = try counter.lane()
    try await lane.scan(sale(member: member()))
    _ = try await lane.show(try await counter.judge(Counter.stripe))
    _ = try await lane.quote()
    try await lane.scan(sale(special: "50.00", member: member()))
    #expect(await lane.stage == .identified)
    #expect(try await lane.quote().due == yuan("226.00"))
  }

  @Test("A sale that is given up leaves nothing that counts")
  func void() async throws {
    let counter = try Counter()
    try await counter.enrol(member())
    let lane = try counter.lane()
    try await lane.scan(sale(member: member()))
    _ = try await lane.show(try await counter.judge(Counter.stripe))
    _ = try await lane.quote()
    _ = try await lane.hold(tenders: [])
    try await lane.void()
    #expect(await lane.stage == .voided)
    #expect(try await counter.store.sale("L1-1")?.state == .void)
    await #expect(throws: LaneError.self) { try await lane.commit() }
    #expect(try await counter.store.account(of: "M1", on: day("2026-11-22"))?.balance == 0)
  }

  @Test("A step out of turn is refused and changes nothing")
  func outOfTurn() async throws {
    let lane = try Counter().lane()
    await #expect(throws: LaneError.self) { try await lane.quote() }
    await #expect(throws: LaneError.self) { try await lane.hold(tenders: []) }
    await #expect(throws: LaneError.self) { try await lane.commit() }
    await #expect(throws: LaneError.self) { try await lane.void() }
    try await lane.scan(sale())
    await #expect(throws: LaneError.self) { try await lane.hold(tenders: []) }
    await #expect(throws: LaneError.self) { try await lane.scan(sale("another")) }
    #expect(await lane.stage == .scanning)
  }

  @Test("Nothing leads back from a sale that is paid", arguments: SaleStage.allCases)
  func oneWay(stage: SaleStage) {
    for paid in [SaleStage.committed, .slipPrinted, .done] {
      #expect(!paid.mayBecome(.held) && !paid.mayBecome(.voided) && !paid.mayBecome(.quoted))
    }
    #expect(!stage.mayBecome(.idle))
    if stage.takesCards { #expect(stage.mayBecome(.identified) && stage.mayBecome(.voided)) }
  }
}
