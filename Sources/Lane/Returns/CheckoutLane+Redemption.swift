public import BusinessCalendar
public import Loyalty
public import MemberStore
public import Receipts
public import VIPCard
import Wording

/// What a member gives points for.
public enum RedemptionWish: Sendable, Hashable {
  /// A gift of the store's current poster (rule A24).
  case gift(String, catalogue: [CatalogueGift])
  /// One single item by its tag price (rule B6).
  case item(String, tagPrice: Money, kind: LineKind)
}

extension RedemptionWish {
  /// The gift's name; single items have none.
  var name: Sentence? {
    guard case .gift(let id, let catalogue) = self else { return nil }
    return catalogue.first { $0.id == id }?.name
  }
}

/// Points that were given for a gift, with the slip that the member signs.
public struct RedemptionOutcome: Sendable {
  /// The redemption as stored.
  public var record: RedemptionRecord
  /// The slip; its copies are ``slips``.
  public var receipt: Receipt
  /// Every copy with what became of it on paper.
  public var slips: [SlipCopy]
  /// What had happened already when it was entered; `nil` where it came in time, and for a repeated answer.
  public var late: LateEntry?
  /// Whether it was booked before this call: no points were given twice.
  public var isRepeated = false
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
  ) async throws -> RedemptionOutcome {
    let now = clock.now()
    let date = date ?? now.date
    guard let card = AcceptedCard(judgement) else {
      try await requireOpen()
      _ = try await note(judgement, on: date)
      throw LaneError.card(judgement.refusal ?? .notIssued)
    }
    let content = Self.content(wish, card: card, date: date)
    if let stored = try await store.redemption(id) {
      guard stored.content == content else { throw StoreError.idConflict(id) }
      var outcome = try await outcome(of: stored, wish, card: card, time: now)
      outcome.isRepeated = true
      return outcome
    }
    try LaneError.checkName(id)
    try await check(date)
    try await checkIn(card, on: date)
    let finding = try await store.finding(
      number: card.identity.number.digits, year: card.identity.year.rawValue,
      sequence: card.identity.sequence)
    guard case .known(let record) = finding, record.status == .active else {
      throw LaneError.card(.notIssued)
    }
    let late = try await lateEntry(on: date, of: record.memberID)
    try await store.settleLevel(of: record.memberID, program: program, on: date)
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
    let booked = try await store.redeem(
      RedemptionRecord(
        id: id, memberID: member.id, store: configuration.store, lane: configuration.lane,
        date: date, gift: redemption.item, points: redemption.points, content: content,
        value: program.redemption.settlementValue?.worth(of: redemption.points),
        bookedAt: now.stamp))
    acceptsEarlierDate = false
    var outcome = try await outcome(of: booked, wish, card: card, time: now)
    outcome.late = late
    return outcome
  }

  /// Composes, stores and prints the slip of a booked redemption.
  private func outcome(
    of record: RedemptionRecord, _ wish: RedemptionWish, card: AcceptedCard, time: LaneTime
  ) async throws -> RedemptionOutcome {
    let account = try await store.account(of: record.memberID, on: record.date)
    let composed = Slip.compose(
      redemption: SlipRedemption(
        gift: record.gift, name: wish.name, points: record.points, balance: account?.balance ?? 0),
      card: SlipCard(card, newestYear: try await newestCardYear(of: record.memberID)),
      header: SlipHeader(
        storeName: configuration.storeName, lane: record.lane, receiptNumber: record.id,
        date: record.date, time: time.wallClock, subtitle: configuration.slipSubtitle,
        footer: configuration.slipFooter), language: configuration.language)
    let kept = try await store.add(try stored(composed, on: record.date))
    let receipt = try ReceiptDocument.decode(kept.content.utf8)
    return RedemptionOutcome(
      record: record, receipt: receipt, slips: await printCopies(of: receipt))
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
