import Desk
import Lane
import MemberStore
import Receipts
import Wire
import Wording

extension LaneHost {
  /// Takes goods of a sale back, under the program that the sale was made under.
  ///
  /// - Parameter id: the return's id, where the document names none.
  func takeBack(
    _ saleID: String, _ document: [UInt8], id: String?, _ language: Language
  ) async throws -> Answer {
    let order = try ReturnOrder.read(document)
    guard let sale = try await served.store.sale(saleID) else {
      throw StoreError.unknownSale(saleID)
    }
    let lane = try await shelf.lane(of: sale.program)
    let answer = try await lane.acceptReturn(
      id: order.id ?? id, sale: saleID, order.request, on: served.clock.now().date,
      cashier: order.cashier, tender: order.tender)
    let slips = answer.outcome.slips + answer.outcome.caughtUp
    if !answer.outcome.isRepeated { await tell(answer.outcome.record.id, "returned") }
    await tellPaper(slips)
    try keep(slips)
    return Answer(
      json: try JSONLine.text(ReturnReport(answer, language)), problem: slips.problem)
  }
}
