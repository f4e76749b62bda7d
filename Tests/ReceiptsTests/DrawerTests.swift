import BusinessCalendar
import Loyalty
import Receipts
import Testing
import Wording

@Suite("The cash drawer")
struct DrawerTests {
  /// `ESC p m t1 t2`.
  private static let pulse: [UInt8] = [0x1B, 0x70, 0, 50, 100]

  private func receipt(_ tenders: [Tender]) -> Receipt {
    Slip.pay(
      Receipt(number: "1", language: .english, lines: [.text("goods"), .rule(.double), .cut]),
      due: Money(fen: 100_00), tenders: tenders)
  }

  private func pulses(_ receipt: Receipt, _ profile: PrinterProfile = .chinese80) throws -> Int {
    let bytes = try ESCPOS.encode(
      Layout(receipt, columns: profile.columns), profile: profile)
    return bytes.indices.count { bytes[$0...].starts(with: [0x1B, 0x70]) }
  }

  @Test(
    "The drawer opens only with a sale that has cash",
    arguments: [
      ([Tender(.cash, Money(fen: 100_00))], 1),
      ([Tender(.bankCard, Money(fen: 40_00)), Tender(.cash, Money(fen: 60_00))], 1),
      ([Tender(.bankCard, Money(fen: 100_00))], 0),
      ([Tender(.weChatPay, Money(fen: 100_00)), Tender(.cash, .zero)], 0),
      ([], 0),
    ])
  func cash(_ tenders: [Tender], _ count: Int) throws {
    #expect(try pulses(receipt(tenders)) == count)
  }

  @Test("It opens once: with the shop's own copy, not with the customer's, never with a reprint")
  func once() throws {
    let paid = receipt([Tender(.cash, Money(fen: 100_00))])
    #expect(try pulses(paid) == 1)
    #expect(try pulses(paid.copy(for: .customer)) == 0)
    #expect(try pulses(paid.reprinted(1)) == 0)
  }

  @Test("A stored slip opens it as the first one would have")
  func stored() throws {
    let paid = receipt([Tender(.cash, Money(fen: 100_00))])
    #expect(try ReceiptDocument.decode(ReceiptDocument.encode(paid)) == paid)
  }

  @Test("The profile says at which pin it is, or that the printer opens none")
  func pins() throws {
    let paid = Layout(receipt([Tender(.cash, Money(fen: 100_00))]))
    func job(_ drawer: PrinterProfile.Drawer) throws -> [UInt8] {
      try ESCPOS.encode(paid, profile: PrinterProfile(name: "x", drawer: drawer))
    }
    let prologue = 13
    #expect(try Array(job(.pin2)[prologue..<prologue + 5]) == Self.pulse)
    #expect(try Array(job(.pin5)[prologue..<prologue + 5]) == [0x1B, 0x70, 1, 50, 100])
    #expect(try job(.pin2).count == job(.none).count + 5)
  }

  @Test("Cash that is paid back opens it too")
  func refund() {
    let refund = SlipRefund(
      originalNumber: "1", originalDate: .init(year: 2026, month: 3, day: 1)!, lines: [],
      amount: Money(fen: 50_00), points: nil)
    let slip = Slip.compose(
      refund: refund, card: nil,
      header: SlipHeader(
        storeName: "Shop", lane: "L1", receiptNumber: "2",
        date: .init(year: 2026, month: 3, day: 2)!),
      tenders: [Tender(.cash, Money(fen: 50_00))], language: .english)
    #expect(slip.opensDrawer)
  }
}
