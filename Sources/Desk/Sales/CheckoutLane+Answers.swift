public import BusinessCalendar
public import Lane
public import Loyalty
import MemberStore
public import Receipts
public import VIPCard
import Wording

/// Goods that came back, with what the member has afterwards.
public struct ReturnAnswer: Sendable {
  /// The return with its slip.
  public let outcome: ReturnOutcome
  /// The member's points afterwards; `nil` for a sale without a member.
  public let balance: Int64?
  /// Names the levels.
  public let program: LoyaltyProgram
}

/// Points that were given for a gift, with what the member has afterwards.
public struct RedemptionAnswer: Sendable {
  /// The redemption with its slip.
  public let outcome: RedemptionOutcome
  /// The member's points afterwards; `nil` for a member who has left the store since.
  public let balance: Int64?
  /// Names the levels.
  public let program: LoyaltyProgram
}

extension CheckoutLane {
  /// Takes goods back; see ``takeBack(id:sale:_:on:cashier:tender:)``.
  ///
  /// - Parameters:
  ///   - id: the return's own id; without one it is the next of the sale's, `SALE-R1`, `SALE-R2` …
  ///   - sale: the sale whose goods come back.
  ///   - request: which lines, and how much of each.
  ///   - date: the business date.
  ///   - cashier: the cashier's id; `nil` when not told.
  ///   - tender: how the refund is paid out.
  ///   - late: a supervisor confirms a date before what is booked already.
  /// - Throws: ``MemberStore/StoreError``, ``Loyalty/ReturnError``, ``LaneError``.
  public func acceptReturn(
    id: String?, sale: String, _ request: ReturnRequest, on date: BusinessDate,
    cashier: String? = nil, tender: Tender.Kind = .cash, late: Bool = false
  ) async throws -> ReturnAnswer {
    if let id, try await store.goodsReturn(id) != nil {
      // A repeat is answered whatever it asks for.
    } else if let sold = try await store.sale(sale) {
      try request.requireWholePieces(of: sold)
    }
    let number = try await store.goodsReturns(ofSale: sale).count + 1
    if late { acceptEarlierDate() }
    let outcome = try await takeBack(
      id: id ?? "\(sale)-R\(number)", sale: sale, request, on: date, cashier: cashier,
      tender: tender)
    var balance: Int64?
    if let member = try await store.sale(sale)?.memberID {
      balance = try await store.account(of: member, on: outcome.record.date)?.balance
    }
    return ReturnAnswer(outcome: outcome, balance: balance, program: program)
  }

  /// Gives points for a gift; see ``redeem(id:_:card:on:)``.
  ///
  /// - Parameters:
  ///   - id: the redemption's own id; without one the same wish of the same card on the same day is the
  ///     same redemption, so that a key that is pressed twice spends once.
  ///   - wish: what the member wants.
  ///   - card: the member's card, which has to be trusted enough.
  ///   - date: the business date.
  ///   - late: a supervisor confirms a date before what is booked already.
  /// - Throws: ``MemberStore/StoreError``, ``Loyalty/RedemptionError``, ``LaneError``.
  public func giveGift(
    id: String?, _ wish: RedemptionWish, card: CardJudgement, on date: BusinessDate,
    late: Bool = false
  ) async throws -> RedemptionAnswer {
    if late { acceptEarlierDate() }
    let outcome = try await redeem(
      id: id ?? defaultID(wish, card, date), wish, card: card, on: date)
    let balance = try await store.account(of: outcome.record.memberID, on: date)?.balance
    return RedemptionAnswer(outcome: outcome, balance: balance, program: program)
  }

  private nonisolated func defaultID(
    _ wish: RedemptionWish, _ card: CardJudgement, _ date: BusinessDate
  ) -> String {
    let number = card.identity.map { String($0.number.digits.suffix(4)) } ?? "0000"
    let day = date.description.filter { $0 != "-" }
    let what =
      switch wish {
      case .gift(let gift, _): gift
      case .item(let item, _, _): item
      }
    return "G-\(configuration.store)-\(configuration.lane)-\(day)-\(number)-\(what)"
  }
}

extension ReturnRequest {
  /// Refuses a part of a piece: what was sold in whole pieces comes back in whole pieces.
  ///
  /// - Throws: ``PlainError`` `partOfPiece`, a refusal.
  fileprivate func requireWholePieces(of sale: SaleRecord) throws {
    for item in items where item.quantity.thousandths % 1000 != 0 {
      guard let line = sale.lines.first(where: { $0.id == item.line }),
        line.quantity.thousandths % 1000 == 0
      else { continue }
      throw PlainError(
        code: "partOfPiece",
        Sentence(
          zhHans: "“\(line.name)”按件出售，不能只退 \(item.quantity) 件；尚未退款。",
          zhHant: "「\(line.name)」按件出售，不能只退 \(item.quantity) 件；尚未退款。",
          en:
            "\"\(line.name)\" was sold by the piece; \(item.quantity) of it cannot come back. Nothing "
            + "was refunded."),
        hint: Sentence(
          zhHans: "请写整数件数。", zhHant: "請寫整數件數。", en: "Give a whole number of pieces."),
        nature: .refusal)
    }
  }
}
