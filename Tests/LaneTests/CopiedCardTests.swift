import BusinessCalendar
import Lane
import Loyalty
import MagneticStripe
import MemberStore
import Testing
import VIPCard

@Suite("A copied card gives itself away at the lane")
struct CopiedCardTests {
  /// The stripe of the card design's vectors with its rolling counter on track 3.
  static func rolling(_ counter: Int) -> String {
    Counter.stripe
      + (counter == 0
        ? "+9156880012345672=000000715908207529?" : "+9156880012345672=000001731432787370?")
  }

  private func enrolled(_ counter: Counter, rolling: Int? = nil) async throws {
    try await counter.store.enrol(Member(member()))
    try await counter.store.issue(
      CardRecord(
        number: Counter.digits, year: 2026, sequence: 1, memberID: "M1",
        issued: day("2026-01-05"), counterCommitted: rolling))
  }

  @Test("The counter rises with each use; the copy from before blocks the card")
  func counter() async throws {
    let counter = try Counter()
    try await enrolled(counter, rolling: 0)
    let lane = try counter.lane()
    let first = try await counter.judge(Self.rolling(0), lane: lane)
    #expect(first.counter == .zero)
    let sold = try await lane.checkout(sale: sale("1"), card: first)
    #expect(sold.nextCounter?.rawValue == 1)
    let second = try await counter.judge(Self.rolling(1), lane: lane)
    #expect(try await lane.checkout(sale: sale("2"), card: second).nextCounter?.rawValue == 2)
    // The one who copied the stripe before comes with the old counter.
    let copy = try await counter.judge(Self.rolling(0), lane: lane)
    #expect(copy.refusal == .cloneSuspected)
    let error = await #expect(throws: LaneError.self) {
      try await lane.checkout(sale: sale("3"), card: copy)
    }
    #expect(error?.code == "cloneSuspected")
    let refusals = try await counter.store.refusals(
      store: "S01", lane: "L1", on: day("2026-11-22"))
    #expect(refusals.map(\.detail) == ["counter"])
    #expect(refusals.first?.maskedNumber == "9156 **** **** 5672")
    #expect(
      try await counter.judge(Self.rolling(1), lane: lane).refusal == .blocked(.clone))
  }

  @Test("A card that was issued with a counter is no good without it")
  func counterMissing() async throws {
    let counter = try Counter()
    try await enrolled(counter, rolling: 0)
    let lane = try counter.lane()
    #expect(
      try await counter.judge(Counter.stripe, lane: lane).refusal
        == .unreadable(.counterMissing))
  }

  @Test(
    "The register begins with the first counter that a card proves, also where nobody had entered the card",
    arguments: [true, false])
  func firstCounter(isEnrolled: Bool) async throws {
    let counter = try Counter()
    if isEnrolled { try await enrolled(counter) }
    let lane = try counter.lane()
    func swiped(_ stripe: String) async throws -> CardJudgement {
      try await counter.judge(stripe, lane: lane)
    }
    _ = try await lane.checkout(sale: sale("1"), card: try await swiped(Self.rolling(0)))
    #expect(try await swiped(Counter.stripe).refusal == .unreadable(.counterMissing))
    let again = try await lane.checkout(sale: sale("2"), card: try await swiped(Self.rolling(0)))
    #expect(again.nextCounter?.rawValue == 1)
    _ = try await lane.checkout(sale: sale("3"), card: try await swiped(Self.rolling(1)))
    #expect(try await swiped(Self.rolling(0)).refusal == .cloneSuspected)
  }

  @Test("In two stores sooner than one can get there: refused and recorded, not booked")
  func travel() async throws {
    var counter = try Counter()
    try await enrolled(counter)
    _ = try await counter.store.changeGuard(by: "Zhang", at: "2026-11-22T12:00:00+08:00") {
      $0.travelMinutes = 30
    }
    let card = try await counter.judge(Counter.stripe)
    _ = try await counter.lane().checkout(sale: sale("1"), card: card)
    counter.configuration.store = "S02"
    var there = try sale("2")
    there.store = "S02"
    let lane = try counter.lane()
    let error = await #expect(throws: LaneError.self) {
      try await lane.checkout(sale: there, card: card)
    }
    #expect(error?.code == "cloneSuspected")
    let refusals = try await counter.store.refusals(
      store: "S02", lane: "L1", on: day("2026-11-22"))
    #expect(refusals.map(\.detail) == ["travel"])
    let stored = try await counter.store.sale("2")
    #expect(stored == nil)
  }

  @Test("Forged cards read by one process close the lane for the next one, until it is released")
  func acrossProcesses() async throws {
    let counter = try Counter()
    try await counter.enrol(member())
    let forged = try await counter.judge(Counter.forged)
    for index in 1...3 {
      // Each time a new lane: nothing is kept outside the store.
      await #expect(throws: LaneError.self) {
        try await counter.lane().checkout(sale: sale("\(index)"), card: forged)
      }
    }
    let good = try await counter.judge(Counter.stripe)
    let error = await #expect(throws: LaneError.self) {
      try await counter.lane().checkout(sale: sale("9", member: member()), card: good)
    }
    #expect(error?.kind == .supervisorNeeded)
    // Without a card the sale goes on, at everyone's price.
    _ = try await counter.lane().checkout(sale: sale("10"))
    try await counter.lane().release(by: "主管")
    _ = try await counter.lane().checkout(sale: sale("9", member: member()), card: good)
  }
}
