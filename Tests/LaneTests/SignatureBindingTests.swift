import BusinessCalendar
import Lane
import MemberStore
import Receipts
import Testing
import VIPCard

@Suite("A39: a drawn signature is bound to the slip that it was drawn under")
struct SignatureBindingTests {
  private func signed() async throws -> (Counter, CheckoutLane) {
    let counter = try Counter()
    try await counter.enrol(member())
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    _ = try await lane.checkout(sale: sale(member: member()), card: card)
    let drawing = try #require(
      SignatureDrawing(
        width: 100, height: 50, strokes: [[.init(x: 1, y: 1), .init(x: 9, y: 9)]]))
    try await lane.sign("L1-1", .captured, drawing: drawing)
    return (counter, lane)
  }

  @Test("The reprint shows the hash of what was signed")
  func intact() async throws {
    let (counter, lane) = try await signed()
    let stored = try #require(try await counter.store.receipt("L1-1"))
    let hash = try #require(stored.signedHash)
    #expect(hash.count == 64)
    #expect(try await lane.storedSlip("L1-1").binding == .intact(hash))
    #expect(try await lane.receipt("L1-1").text.contains("签名校验 \(hash.prefix(16))"))
  }

  @Test(
    "Whatever is changed on the slip afterwards is noticed",
    arguments: [("羊毛衫", "羊绒衫"), ("176.00", "976.00"), ("2026-11-22", "2026-11-23")])
  func changed(old: String, new: String) async throws {
    let (counter, lane) = try await signed()
    let stored = try #require(try await counter.store.receipt("L1-1"))
    var forged = stored
    forged.content = stored.content.replacing(old, with: new)
    try #require(forged.content != stored.content)
    try await counter.store.replace(stored, by: forged)
    #expect(try await lane.storedSlip("L1-1").binding == .changed)
    #expect(try await lane.receipt("L1-1").text.contains("签名无效"))
  }

  @Test("A slip that is signed on paper shows no hash")
  func onPaper() async throws {
    let counter = try Counter(printer: ScriptedPrinter())
    try await counter.enrol(member())
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    _ = try await lane.checkout(sale: sale(member: member()), card: card)
    try await lane.sign("L1-1", .signed)
    #expect(try await lane.storedSlip("L1-1").binding == .none)
  }
}
