import Lane
import Loyalty
import MemberStore
import Receipts
import Testing
import VIPCard

@Suite("Paper never holds up a sale, and no slip is printed twice unasked")
struct PaperTests {
  func sold(_ counter: Counter, _ lane: CheckoutLane) async throws -> CheckoutResult {
    if try await counter.store.member("M1") == nil { try await counter.enrol(member()) }
    return try await lane.checkout(
      sale: sale(member: member()), card: try await counter.judge(Counter.stripe))
  }

  @Test("Out of paper: the sale is booked, the slips wait and come later")
  func outOfPaper() async throws {
    let printer = ScriptedPrinter()
    let counter = try Counter(printer: printer)
    let lane = try counter.lane()
    printer.mood = .outOfPaper
    let result = try await sold(counter, lane)
    #expect(result.state == .committed)
    #expect(result.slips.allSatisfy { $0.job?.state == .waiting })
    #expect(try await lane.receipt("L1-1").signatureState == .required)
    printer.mood = .ready
    let resumed = try await lane.resumePrinting()
    #expect(resumed.map(\.receipt.reprint) == [0, 0])
    #expect(printer.printed == ["L1-1-merchant-0", "L1-1-customer-0"])
    #expect(try await lane.resumePrinting().isEmpty)
    #expect(try await lane.receipt("L1-1").signatureState == .printed)
  }

  @Test("A printer that cannot be used loses no sale; the problem is told")
  func broken() async throws {
    let printer = ScriptedPrinter()
    let counter = try Counter(printer: printer)
    printer.mood = .broken
    let result = try await sold(counter, try counter.lane())
    #expect(result.state == .committed)
    #expect(result.slips.allSatisfy { $0.job?.state == .failed && $0.problem != nil })
  }

  @Test("No answer from the printer: unconfirmed, never repeated on its own, a reprint says 重印")
  func unconfirmed() async throws {
    let printer = ScriptedPrinter()
    let counter = try Counter(printer: printer)
    let lane = try counter.lane()
    printer.mood = .silent
    let result = try await sold(counter, lane)
    #expect(result.slips.allSatisfy { $0.job?.state == .unconfirmed })
    printer.mood = .ready
    _ = try await sold(counter, lane)
    #expect(try await lane.resumePrinting().isEmpty)
    #expect(printer.printed.count == 2)
    let reprint = try await lane.reprint("L1-1", copy: .merchant)
    #expect(reprint.receipt.reprint == 1 && reprint.receipt.text.contains("重印"))
    #expect(try await lane.reprint("L1-1", copy: .merchant).receipt.reprint == 2)
    #expect(printer.printed.suffix(2) == ["L1-1-merchant-1", "L1-1-merchant-2"])
  }

  @Test("A reprint of nothing, or without a printer, is refused")
  func noReprint() async throws {
    let lane = try Counter().lane()
    await #expect(throws: LaneError.self) { try await lane.reprint("L1-1", copy: .merchant) }
    let other = try Counter(printer: ScriptedPrinter()).lane()
    await #expect(throws: storeError(.unknownReceipt)) {
      try await other.reprint("L1-1", copy: .merchant)
    }
  }

  @Test("A39: a slip misses its signature until it is signed, and never again after")
  func signature() async throws {
    let counter = try Counter(printer: ScriptedPrinter())
    let lane = try counter.lane()
    _ = try await sold(counter, lane)
    let date = try day("2026-11-22")
    #expect(try await lane.unsignedReceipts(on: date).map(\.signature) == ["printed"])
    try await lane.sign("L1-1", .refused)
    #expect(try await lane.unsignedReceipts(on: date).count == 1)
    let drawing = try #require(
      SignatureDrawing(width: 100, height: 50, strokes: [[.init(x: 1, y: 2)]]))
    try await lane.sign("L1-1", .captured, drawing: drawing)
    #expect(try await lane.unsignedReceipts(on: date).isEmpty)
    await #expect(throws: storeError(.signatureStep)) {
      try await lane.sign("L1-1", .refused)
    }
  }

  @Test("A sale whose slip could not be kept is refused, and nothing is booked")
  func tooLong() async throws {
    let counter = try Counter(printer: ScriptedPrinter())
    var long = try sale()
    let line = long.lines[0]
    long.lines = (1...9_900).map { number in
      var copy = line
      copy.id = "\(number)"
      return copy
    }
    let lane = try counter.lane()
    await #expect {
      try await lane.checkout(sale: long)
    } throws: { ($0 as? RenderingError)?.kind == .slipTooLong }
    #expect(try await counter.store.sale("L1-1") == nil)
  }
}
