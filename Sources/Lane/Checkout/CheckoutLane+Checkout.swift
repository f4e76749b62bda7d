import BusinessCalendar
public import Loyalty
import MemberStore
public import Receipts
public import VIPCard

extension CheckoutLane {
  /// One whole sale: card, price, hold, commit, slip.
  ///
  /// The same sale again answers with what is stored, and prints nothing twice; the same id with another
  /// content is a conflict. A hold that a crash left behind is finished.
  ///
  /// - Parameters:
  ///   - sale: what is sold. Its member snapshot counts only for a card that the store does not know.
  ///   - card: the judgement on the member's card; `nil` when none was shown. A refused card is recorded
  ///     and stops the checkout.
  ///   - tenders: how it was paid; none means that the till has settled the amount elsewhere.
  ///   - gifts: gifts that the cashier hands out with the sale; one that it does not call for is refused.
  /// - Throws: ``LaneError``, ``StoreError``, ``SaleError``, or what an external rules service throws.
  public func checkout(
    sale: Sale, card judgement: CardJudgement? = nil, tenders: [Tender] = [],
    gifts: [TillGift] = []
  ) async throws -> CheckoutResult {
    let card = judgement.flatMap(AcceptedCard.init)
    if let judgement, card == nil {
      try await requireOpen()
      _ = try await note(judgement, on: sale.date)
      throw LaneError.card(judgement.refusal ?? .notIssued)
    }
    if let stored = try await store.sale(sale.id) {
      guard stored.content == Self.content(sale, card: card, tenders: tenders, gifts: gifts) else {
        throw StoreError.idConflict(sale.id)
      }
      return try await finish(sale.id)
    }
    try await check(sale)
    var next: RollingCounter?
    if let card { next = try await checkIn(card, on: sale.date) }
    let held = try await freeze(sale, card: card, tenders: tenders, gifts: gifts)
    var result = try await finish(sale.id)
    result.quote = held.quote
    result.card = card?.identity
    result.nextCounter = next
    return result
  }

  /// Prices a sale and stores it with its slip, as often as the account moves in between.
  func freeze(
    _ sale: Sale, card: AcceptedCard?, tenders: [Tender], gifts: [TillGift] = []
  ) async throws -> (record: SaleRecord, quote: Quote) {
    let content = Self.content(sale, card: card, tenders: tenders, gifts: gifts)
    let payable = sale.paid(by: tenders)
    let card = comesLate(sale) ? nil : card
    for attempt in 1...Self.attempts {
      var priced = try await price(payable, card: card)
      try check(tenders, against: priced.quote.due)
      if let seed = priced.seed {
        guard try await admit(card, seed: seed, on: sale.date) else { continue }
        // Whom the store did not know is new there.
        priced.revision = priced.revision ?? 0
      }
      var effects = try await effects(of: priced, tenders: tenders, gifts: gifts)
      effects.late = try await lateEntry(on: sale.date, of: priced.sale.member?.id)
      let now = clock.now()
      let receipt = slip(for: priced, card: card, tenders: tenders, time: now)
      var record = SaleRecord(
        priced.sale, quote: priced.quote, member: priced.sale.member?.id,
        content: content,
        quoteText: priced.quote.json(language: configuration.language, program: program),
        earnings: priced.quote.earnings(on: sale.date, program: program), effects: effects,
        heldAt: now.stamp)
      if let late = priced.late {
        record.newLevel = try await level(
          after: record, decisions: late.decisions, current: late.current)
      }
      do {
        // At a counter where the account never rests, the last attempt goes through all the same: points
        // are still reserved exactly, only the balance on the slip may be one sale behind.
        let revision = attempt == Self.attempts ? nil : priced.revision
        let stored = try await store.hold(
          record, receipt: try stored(receipt, on: sale.date), revision: revision)
        return (stored, priced.quote)
      } catch let error as StoreError where error.kind == .memberChanged {
        continue
      }
    }
    throw LaneError.accountBusy
  }

  /// Takes the holder of a new card into the store, once the rules have found nothing wrong.
  ///
  /// - Returns: whether it is still the holder that the sale was priced for; another lane may have been
  ///   faster.
  private func admit(
    _ card: AcceptedCard?, seed: MemberSnapshot, on date: BusinessDate
  ) async throws -> Bool {
    let registerBy = program.registration.map { (seed.joined ?? date).adding(days: $0.days) }
    if let identity = card?.identity {
      let holder = try await store.admit(
        CardRecord(
          number: identity.number.digits, year: identity.year.rawValue,
          sequence: identity.sequence, memberID: seed.id, issued: date),
        seed: seed, registerBy: registerBy)
      return holder == seed.id
    }
    do {
      try await store.enrol(Member(seed), opening: seed.lots, registerBy: registerBy)
      return true
    } catch {
      guard error.kind == .memberExists else { throw error }
      return false
    }
  }

  /// Commits a held sale and prints what has not been printed; the same sale is finished once at a time.
  func finish(_ id: String) async throws -> CheckoutResult {
    if let task = running[id] { return try await task.value }
    let task = Task { try await self.settle(id) }
    running[id] = task
    defer { running[id] = nil }
    return try await task.value
  }

  private func settle(_ id: String) async throws -> CheckoutResult {
    let record = try await store.commit(
      sale: id, at: clock.now().stamp, raisingTo: try await levelAfterWaiting(id))
    acceptsEarlierDate = false
    guard let stored = try await store.receipt(id) else { throw StoreError.unknownReceipt(id) }
    let receipt = try ReceiptDocument.decode(stored.content.utf8)
    return CheckoutResult(
      record: record, quote: nil, card: nil, receipt: receipt,
      slips: await printCopies(of: receipt))
  }

  /// Refuses tenders that do not cover what is due, or that exceed it without cash.
  private func check(_ tenders: [Tender], against due: Money) throws(LaneError) {
    guard !tenders.isEmpty else { return }
    var total: Int64 = 0
    var withoutCash: Int64 = 0
    for tender in tenders {
      let (sum, overflow) = total.addingReportingOverflow(tender.amount.fen)
      guard !overflow, tender.amount.fen >= 0 else {
        throw .tenderMismatch(due: due, paid: tender.amount)
      }
      total = sum
      if tender.kind != .cash { withoutCash += tender.amount.fen }
    }
    guard total >= due.fen, withoutCash <= due.fen else {
      throw .tenderMismatch(due: due, paid: Money(fen: total))
    }
  }

  /// The request in canonical form. The card's number is masked: the form is kept and compared, and
  /// nothing in it can be used as a card.
  static func content(
    _ sale: Sale, card: AcceptedCard?, tenders: [Tender], gifts: [TillGift]
  ) -> String {
    let cardText = card.map { "\($0.identity)" } ?? "-"
    let paid = tenders.map { "\($0.kind.rawValue) \($0.amount)" }.joined(separator: ",")
    let handedOut = gifts.isEmpty ? "" : "\n" + gifts.map(\.rawValue).joined(separator: ",")
    return sale.json + "\n" + cardText + "\n" + paid + handedOut
  }

  /// How often a sale is priced again when the account moves in between.
  private static let attempts = 20
}
