import Lane
import Loyalty
import MemberStore
import Receipts
import Testing

@Suite("What waits for the printer")
struct PrintJobTests {
  private func open(_ store: any MemberStore) async throws -> [String: PrintJobState] {
    try await store.openPrintJobs(store: "S01", lane: "L1")
      .reduce(into: [:]) { $0[$1.id] = $1.state }
  }

  @Test(
    "A sale that is booked and never printed is known afterwards, and printed with the next one")
  func queued() async throws {
    let printer = ScriptedPrinter()
    let counter = try Counter(printer: printer)
    // The machine stops after the booking: what commit stores is all that is left.
    let lane = try counter.lane()
    _ = try await lane.hold(sale: sale("L1-1"))
    _ = try await counter.store.commit(
      sale: "L1-1", at: "2026-11-22T10:15:00+08:00",
      queue: ["merchant", "customer"].map { QueuedCopy(job: "L1-1-\($0)-0", copy: $0) })
    #expect(
      try await open(counter.store) == ["L1-1-merchant-0": .queued, "L1-1-customer-0": .queued])

    let next = try await lane.checkout(sale: sale("L1-2"))
    #expect(
      printer.printed == [
        "L1-2-merchant-0", "L1-2-customer-0", "L1-1-merchant-0", "L1-1-customer-0",
      ])
    #expect(next.caughtUp.map(\.receipt.number) == ["L1-1", "L1-1"])
    #expect(try await open(counter.store).isEmpty)
  }

  @Test("A printer without paper keeps nobody waiting; its slips follow in the order of booking")
  func waiting() async throws {
    let printer = ScriptedPrinter()
    let counter = try Counter(printer: printer)
    let lane = try counter.lane()
    printer.mood = .outOfPaper
    for id in ["L1-1", "L1-2"] {
      let result = try await lane.checkout(sale: sale(id))
      #expect(result.state == .committed && result.caughtUp.isEmpty)
      #expect(result.slips.allSatisfy { $0.job?.state == .waiting })
    }
    printer.mood = .ready
    let result = try await lane.checkout(sale: sale("L1-3"))
    #expect(result.caughtUp.map(\.receipt.number) == ["L1-1", "L1-1", "L1-2", "L1-2"])
    #expect(printer.printed.count == 6)
    #expect(try await lane.checkout(sale: sale("L1-3")).caughtUp.isEmpty)
    #expect(printer.printed.count == 6)
  }

  @Test("The paper ends again: the rest goes on waiting")
  func outAgain() async throws {
    let printer = ScriptedPrinter()
    let counter = try Counter(printer: printer)
    let lane = try counter.lane()
    printer.mood = .outOfPaper
    _ = try await lane.checkout(sale: sale("L1-1"))
    #expect(try await lane.resumePrinting().map { $0.job?.state } == [.waiting])
    #expect(try await open(counter.store).count == 2)
  }

  @Test("What may be on paper is never sent again unasked")
  func unconfirmed() async throws {
    let printer = ScriptedPrinter()
    let counter = try Counter(printer: printer)
    let lane = try counter.lane()
    printer.mood = .silent
    _ = try await lane.checkout(sale: sale("L1-1"))
    printer.mood = .ready
    let next = try await lane.checkout(sale: sale("L1-2"))
    #expect(next.caughtUp.isEmpty)
    #expect(
      try await open(counter.store)
        == ["L1-1-merchant-0": .unconfirmed, "L1-1-customer-0": .unconfirmed])
  }

  @Test("Redemptions and returns are queued with what they book")
  func others() async throws {
    let printer = ScriptedPrinter()
    let counter = try Counter(printer: printer)
    let lane = try counter.lane()
    _ = try await lane.checkout(sale: sale("L1-1"))
    printer.mood = .outOfPaper
    let back = try await lane.takeBack(
      id: "R1", sale: "L1-1",
      ReturnRequest(items: [ReturnItem(line: "1", quantity: Quantity(1))]))
    #expect(back.slips.allSatisfy { $0.job?.state == .waiting })
    #expect(try await open(counter.store).keys.sorted() == ["R1-customer-0", "R1-merchant-0"])
  }
}
