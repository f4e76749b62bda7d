public import BusinessCalendar
public import Loyalty
public import MemberStore
public import VIPCard

/// What a member gives points for.
public enum RedemptionWish: Sendable, Hashable {
  /// A gift of the store's current poster (rule A24).
  case gift(String, catalogue: [CatalogueGift])
  /// One single item by its tag price (rule B6).
  case item(String, tagPrice: Money, kind: LineKind)
}

extension CheckoutLane {
  /// Gives points for a gift; final, there is no way back (rules A21, A22, A23).
  ///
  /// The same id again answers with what is stored; the same id with another content is a conflict.
  ///
  /// - Parameters:
  ///   - id: the redemption's own id, made by the lane.
  ///   - wish: what the member wants.
  ///   - judgement: the member's card, which has to be trusted enough.
  ///   - date: the business date; today on the lane's clock unless given.
  /// - Throws: ``LaneError``, ``RedemptionError``, ``StoreError``.
  public func redeem(
    id: String, _ wish: RedemptionWish, card judgement: CardJudgement,
    on date: BusinessDate? = nil
  ) async throws -> RedemptionRecord {
    let now = clock.now()
    let date = date ?? now.date
    guard let card = AcceptedCard(judgement) else {
      _ = try await note(judgement, on: date)
      throw LaneError.card(judgement.refusal ?? .notIssued)
    }
    let content = Self.content(wish, card: card, date: date)
    if let stored = try await store.redemption(id) {
      guard stored.content == content else { throw StoreError.idConflict(id) }
      return stored
    }
    try await check(date)
    let finding = try await store.finding(
      number: card.identity.number.digits, year: card.identity.year.rawValue,
      sequence: card.identity.sequence)
    guard case .known(let record) = finding, record.status == .active else {
      throw LaneError.card(.notIssued)
    }
    guard let member = try await store.snapshot(of: record.memberID, on: date) else {
      throw StoreError.unknownMember(record.memberID)
    }
    let desk = RedemptionDesk(program)
    let trust = CardTrust(card.trust)
    let redemption =
      switch wish {
      case .gift(let gift, let catalogue):
        try desk.redeem(
          gift: gift, from: catalogue, store: configuration.store, member: member, on: date,
          trust: trust)
      case .item(let item, let tagPrice, let kind):
        try desk.redeem(
          item: item, tagPrice: tagPrice, kind: kind, member: member, on: date, trust: trust)
      }
    return try await store.redeem(
      RedemptionRecord(
        id: id, memberID: member.id, store: configuration.store, lane: configuration.lane,
        date: date, gift: redemption.item, points: redemption.points, content: content,
        bookedAt: now.stamp))
  }

  private static func content(
    _ wish: RedemptionWish, card: AcceptedCard, date: BusinessDate
  ) -> String {
    let what =
      switch wish {
      case .gift(let gift, _): "gift \(gift)"
      case .item(let item, let tagPrice, let kind): "item \(item) \(tagPrice) \(kind.rawValue)"
      }
    return "\(what)\n\(card.identity)\n\(date)"
  }
}
