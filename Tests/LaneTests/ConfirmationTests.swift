import Lane
import Loyalty
import MemberStore
import Receipts
import Testing
import VIPCard

@Suite("What is confirmed and paid while a sale is held")
struct ConfirmationTests {
  private func birthdayMember() throws -> MemberSnapshot {
    var member = try member(points: 100)
    member.birthday = try day("1990-11-22")
    return member
  }

  @Test("A14: an identity card that is seen after the hold changes the price under the same id")
  func afterHold() async throws {
    let counter = try Counter(printer: ScriptedPrinter())
    let card = try await counter.judge(Counter.stripe)
    var sale = try sale(member: birthdayMember())
    let lane = try counter.lane()
    let first = try await lane.hold(sale: sale, card: card)
    sale.confirmations.identityCard = true
    let second = try await lane.hold(sale: sale, card: card)
    #expect(second.state == .hold && second.due < first.due)
    let result = try await lane.resume(sale.id)
    #expect(result.record.due == second.due && !result.isRepeated)
    // Booked is booked: what is confirmed later changes nothing.
    sale.confirmations.identityCard = false
    let again = try await lane.checkout(sale: sale, card: card)
    #expect(again.record == result.record && again.isRepeated)
  }

  @Test(
    "Other goods under the id of a held sale are a conflict; given up, the id may be used again")
  func otherGoods() async throws {
    let counter = try Counter()
    let lane = try counter.lane()
    _ = try await lane.hold(sale: try sale())
    await #expect(throws: storeError(.idConflict)) {
      _ = try await lane.hold(sale: try sale(price: "50.00"))
    }
    _ = try await lane.abandon("L1-1")
    let reopened = try await lane.hold(sale: try sale(price: "50.00"))
    #expect(try reopened.state == .hold && reopened.due == yuan("100.00"))
    #expect(try await lane.resume("L1-1").receipt.text.contains("100.00"))
  }

  @Test("A preview shows the prompts and books nothing")
  func preview() async throws {
    let counter = try Counter()
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    let sale = try sale(member: birthdayMember())
    let quote = try #require(try await lane.preview(sale: sale, card: card))
    #expect(quote.prompts.contains { $0.topic.code == "identityCard" })
    #expect(try await counter.store.sale(sale.id) == nil)
    _ = try await lane.checkout(sale: sale, card: card)
    #expect(try await lane.preview(sale: sale, card: card) == nil)
  }

  @Test(
    "How it was paid is told with the commit: the slip shows cash and change, once and for ever")
  func paidAtCommit() async throws {
    let counter = try Counter(printer: ScriptedPrinter())
    let lane = try counter.lane()
    let held = try await lane.hold(sale: try sale())
    #expect(try held.due == yuan("200.00"))
    let wrong = [Tender(.cash, try yuan("100.00"))]
    var error = await #expect(throws: LaneError.self) {
      try await lane.resume("L1-1", tenders: wrong)
    }
    #expect(error?.kind == .tenderMismatch)
    let voucher = [Tender(.voucher, try yuan("200.00"))]
    error = await #expect(throws: LaneError.self) {
      try await lane.resume("L1-1", tenders: voucher)
    }
    #expect(error?.kind == .tenderNotHeld)
    let cash = [Tender(.cash, try yuan("300.00"))]
    let result = try await lane.resume("L1-1", tenders: cash)
    #expect(result.receipt.text.contains("找零") && !result.isRepeated)
    #expect(result.record.effects.payments == [.init(kind: "cash", fen: 300_00)])
    let again = try await lane.resume("L1-1", tenders: cash)
    #expect(again.receipt == result.receipt && again.isRepeated)
    await #expect(throws: storeError(.idConflict)) {
      _ = try await lane.resume("L1-1", tenders: [Tender(.bankCard, try yuan("200.00"))])
    }
  }

  @Test("What was named with the hold may be told again with the commit, and money may change")
  func paidAtHold() async throws {
    let counter = try Counter()
    let lane = try counter.lane()
    let voucher = Tender(.voucher, try yuan("50.00"))
    _ = try await lane.hold(
      sale: try sale(), tenders: [voucher, Tender(.cash, try yuan("150.00"))])
    let result = try await lane.resume(
      "L1-1", tenders: [voucher, Tender(.weChatPay, try yuan("150.00"))])
    let text = result.receipt.text
    #expect(text.contains("微信") && !text.contains("现金"))
  }
}
