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
  /// Slips of earlier business that had waited for the printer and were printed after these.
  public var caughtUp: [SlipCopy] = []
  /// What had happened already when it was entered; `nil` where it came in time, and for a repeated answer.
  public var late: LateEntry?
  /// Whether it was booked before this call: no points were given twice.
  public var isRepeated = false
}

extension CheckoutLane {
  /// Gives points for a gift; final, there is no way back (rules A21, A22, A23).
  ///
  /// The same id again answers with what is stored, whatever day it is by then and whatever became of the
  /// card; the same id with another wish or another card's number is a conflict. The redemption and its slip
  /// are booked in one step.
  ///
  /// - Parameters:
  ///   - id: the redemption's own id, made by the lane.
  ///   - wish: what the member wants.
  ///   - judgement: the member's card, which has to be trusted enough.
  ///   - date: the business date; today on the lane's clock unless given.
  /// - Throws: ``LaneError``, ``Loyalty/RedemptionError``, ``MemberStore/StoreError``.
  public func redeem(
    id: String, _ wish: RedemptionWish, card judgement: CardJudgement,
    on date: BusinessDate? = nil
  ) async throws -> RedemptionOutcome {
    let now = clock.now()
    let date = date ?? now.date
    if let stored = try await store.redemption(id), let shown = judgement.identity {
      guard Self.isRepeated(wish, number: shown.number.masked, of: stored) else {
        throw StoreError.idConflict(id)
      }
      return try await repeated(stored, wish, card: shown, time: now)
    }
    try clock.requireNotAhead(date)
    guard let card = AcceptedCard(judgement) else {
      try await requireOpen()
      _ = try await note(judgement, on: date)
      throw LaneError.card(judgement.refusal ?? .notIssued)
    }
    try LaneError.checkName(id)
    if acceptsEarlierDate {
      // Points that have expired since would be spent after all, and on nobody's word but the till's.
      acceptsEarlierDate = false
      let latest = try await store.latestBusinessDate(store: configuration.store)
      if let latest, date < latest { throw LaneError.lateRedemption(date, latest: latest) }
    }
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
    guard
      let member = try await store.snapshot(of: record.memberID, on: date, cardYear: record.year)
    else {
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
    let number = card.identity.number.masked
    let shown = SlipCard(card, newestYear: try await newestCardYear(of: member.id))
    let booked = try await store.redeem(
      RedemptionRecord(
        id: id, memberID: member.id, store: configuration.store, lane: configuration.lane,
        date: date, gift: redemption.item, points: redemption.points,
        content: Self.wish(wish) + "\n" + number,
        value: program.redemption.settlementValue?.worth(of: redemption.points),
        bookedAt: now.stamp), queue: copies(of: id)
    ) { [self] booked, account in
      try slip(of: booked, wish, card: shown, account: account, time: now)
    }
    acceptsEarlierDate = false
    var outcome = try await outcome(of: booked)
    outcome.late = late
    return outcome
  }

  /// The answer that a redemption had when it was booked.
  private func repeated(
    _ record: RedemptionRecord, _ wish: RedemptionWish, card: CardIdentity, time: LaneTime
  ) async throws -> RedemptionOutcome {
    if try await store.receipt(record.id) == nil {
      // A version that booked the slip apart was cut off in between.
      let account = try await store.account(of: record.memberID, on: record.date)
      let shown = SlipCard(
        maskedNumber: card.number.masked, year: card.year.rawValue, proof: .lowTrust,
        exchange: .none)
      _ = try await store.add(
        try slip(of: record, wish, card: shown, account: account, time: time))
    }
    var outcome = try await outcome(of: record)
    outcome.isRepeated = true
    return outcome
  }

  /// Composes the slip of a booked redemption.
  private nonisolated func slip(
    of record: RedemptionRecord, _ wish: RedemptionWish, card: SlipCard, account: MemberAccount?,
    time: LaneTime
  ) throws -> ReceiptRecord {
    let composed = Slip.compose(
      redemption: SlipRedemption(
        gift: record.gift, name: wish.name, points: record.points, balance: account?.balance ?? 0),
      card: card,
      header: SlipHeader(
        storeName: configuration.storeName, lane: record.lane, receiptNumber: record.id,
        date: record.date, time: time.wallClock, subtitle: configuration.slipSubtitle,
        footer: configuration.slipFooter), language: configuration.language)
    return try stored(composed, on: record.date)
  }

  /// Prints the slip of a booked redemption.
  private func outcome(of record: RedemptionRecord) async throws -> RedemptionOutcome {
    let printed = try await printCopies(ofStored: record.id)
    return RedemptionOutcome(
      record: record, receipt: printed.receipt, slips: printed.slips, caughtUp: printed.caughtUp)
  }

  /// What the member asks for.
  private static func wish(_ wish: RedemptionWish) -> String {
    switch wish {
    case .gift(let gift, _): "gift \(gift)"
    case .item(let item, let tagPrice, let kind): "item \(item) \(tagPrice) \(kind.rawValue)"
    }
  }

  /// Whether it is what was asked for before, with a card of the same number: its year and sequence, and the
  /// day that earlier versions wrote into the third line, are no part of the wish.
  private static func isRepeated(
    _ wish: RedemptionWish, number: String, of stored: RedemptionRecord
  ) -> Bool {
    let lines = stored.content.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.count >= 2 && lines[0] == Self.wish(wish) && lines[1].hasPrefix(number)
  }
}
