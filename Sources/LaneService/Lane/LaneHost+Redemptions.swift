import BusinessCalendar
import Desk
import Lane
import Loyalty
import MemberStore
import Receipts
import Wire
import Wording

extension LaneHost {
  /// The gifts that this shop gives for points today.
  func gifts(_ language: Language) async throws -> Answer {
    let (shop, date) = (served.configuration.store, today)
    let gifts = try poster().gifts.filter { gift in
      gift.from <= date && date <= gift.until && gift.store ?? shop == shop
    }
    return Answer(json: try JSONLine.text(["gifts": gifts.map { GiftForm($0, language) }]))
  }

  /// Gives points for a gift; final.
  ///
  /// - Parameter id: the redemption's id, where the document names none.
  func redeem(_ document: [UInt8], id: String?, _ language: Language) async throws -> Answer {
    let order = try RedemptionOrder.read(document)
    let date = try bookingDate(order.date)
    let wish: RedemptionWish =
      switch order.wish {
      case .gift(let gift): .gift(gift, catalogue: try poster().gifts)
      case .item(let item, let price, let kind): .item(item, tagPrice: price, kind: kind)
      }
    let card = try await card(order.card, on: date)
    let answer = try await shelf.lane(on: date).giveGift(
      id: order.id ?? id, wish, card: card, on: date)
    let slips = answer.outcome.slips + answer.outcome.caughtUp
    if !answer.outcome.isRepeated {
      await events.add(
        "\"event\":\"redemption\",\"time\":\"\(served.clock.now().stamp)\",\"redemption\":"
          + "\(Self.quoted(answer.outcome.record.id)),\"state\":\"booked\"")
    }
    await tellPaper(
      (answer.outcome.isRepeated ? [] : answer.outcome.slips) + answer.outcome.caughtUp)
    try keep(slips)
    return Answer(
      json: try JSONLine.text(RedemptionReport(answer, language)),
      problem: answer.outcome.slips.problem)
  }

  private func poster() throws -> Poster {
    guard let poster = try served.poster?() else { throw ServiceMistake.noPoster }
    return poster
  }
}
