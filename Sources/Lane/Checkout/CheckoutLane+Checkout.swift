import BusinessCalendar
public import Loyalty
public import MemberStore
public import Receipts
public import VIPCard

extension CheckoutLane {
  /// One whole sale: card, price, hold, commit, slip.
  ///
  /// The same sale again answers with what is stored, and prints nothing twice; the same id with another
  /// content is a conflict. A hold that a crash left behind is finished.
  ///
  /// - Parameters:
  ///   - sale: what is sold. Of its member snapshot the name and the birthday count, and only for a card that
  ///     the store does not know: level, points and dates come from the store alone.
  ///   - judgement: the judgement on the member's card; `nil` when none was shown. A refused card is recorded
  ///     and stops the checkout.
  ///   - tenders: how it was paid; none means that the till has settled the amount elsewhere.
  ///   - gifts: gifts that the cashier hands out with the sale; one that it does not call for is refused.
  /// - Throws: ``LaneError``, ``MemberStore/StoreError``, ``Loyalty/SaleError``, or what an external rules
  ///   service throws.
  public func checkout(
    sale: Sale, card judgement: CardJudgement? = nil, tenders: [Tender] = [],
    gifts: [TillGift] = []
  ) async throws -> CheckoutResult {
    let card = try await accepted(judgement, for: sale)
    if let stored = try await repeated(sale, card: card, tenders: tenders, gifts: gifts) {
      return try await finish(stored.id)
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

  /// The first half of a checkout in one call: card, price, freeze; the payment may begin.
  ///
  /// The same sale again answers with what is stored. A sale that is held, with something else confirmed, another
  /// card or other tenders, is frozen anew: nothing of it is booked yet.
  ///
  /// - Throws: what ``checkout(sale:card:tenders:gifts:)`` throws.
  public func hold(
    sale: Sale, card judgement: CardJudgement? = nil, tenders: [Tender] = [],
    gifts: [TillGift] = []
  ) async throws -> SaleRecord {
    try await holding(sale: sale, card: judgement, tenders: tenders, gifts: gifts).record
  }

  /// ``hold(sale:card:tenders:gifts:)``, and whether the sale had been held or booked just like this before.
  ///
  /// - Throws: what ``checkout(sale:card:tenders:gifts:)`` throws.
  package func holding(
    sale: Sale, card judgement: CardJudgement? = nil, tenders: [Tender] = [],
    gifts: [TillGift] = []
  ) async throws -> SaleAnswer {
    let card = try await accepted(judgement, for: sale)
    if let stored = try await repeated(sale, card: card, tenders: tenders, gifts: gifts) {
      return SaleAnswer(stored, isRepeated: true)
    }
    try await check(sale)
    if let card { try await checkIn(card, on: sale.date) }
    let frozen = try await freeze(sale, card: card, tenders: tenders, gifts: gifts)
    return SaleAnswer(frozen.record, isRepeated: false)
  }

  /// Prices a sale as a checkout would, and books nothing: what the cashier has to know before it is frozen.
  ///
  /// - Returns: the quote; `nil` for a sale that is booked already, or whose card is refused, which the checkout
  ///   itself says.
  public func preview(
    sale: Sale, card judgement: CardJudgement? = nil, tenders: [Tender] = []
  ) async throws -> Quote? {
    let card = judgement.flatMap(AcceptedCard.init)
    guard judgement == nil || card != nil else { return nil }
    if card != nil { try await requireOpen() }
    if let stored = try await store.sale(sale.id) {
      // While it is held, what it has reserved is missing from the account.
      guard stored.state == .void || stored.state == .hold && stored.pointsSpent == 0 else {
        return nil
      }
    }
    try await check(sale)
    return try await price(sale.paid(by: tenders), card: card).quote
  }

  /// The card that counts for a sale; a refused one is recorded.
  private func accepted(
    _ judgement: CardJudgement?, for sale: Sale
  ) async throws -> AcceptedCard? {
    guard let judgement else { return nil }
    if let card = AcceptedCard(judgement) { return card }
    try clock.requireNotAhead(sale.date)
    try await requireOpen()
    _ = try await note(judgement, on: sale.date)
    throw LaneError.card(judgement.refusal ?? .notIssued)
  }

  /// The sale as it is stored, where there is nothing left to price: it is booked, or held just like this.
  ///
  /// One that was given up may be opened again, since nothing of it was booked. One that is held with something
  /// else confirmed gives back what it has reserved, and is priced anew.
  ///
  /// - Throws: ``StoreError`` `idConflict` for another sale under the same id.
  private func repeated(
    _ sale: Sale, card: AcceptedCard?, tenders: [Tender], gifts: [TillGift]
  ) async throws -> SaleRecord? {
    guard let stored = try await store.sale(sale.id), stored.state != .void else { return nil }
    let content = Self.content(sale, card: card, tenders: tenders, gifts: gifts)
    switch stored.state {
    case .committed:
      guard SaleWish(stored.content) == SaleWish(content) else {
        throw StoreError.idConflict(sale.id)
      }
      return stored
    case .hold:
      if stored.content == content { return stored }
      guard SaleWish(stored.content).goods == SaleWish(content).goods else {
        throw StoreError.idConflict(sale.id)
      }
      _ = try await store.void(sale: sale.id, at: clock.now().stamp)
      return nil
    case .void: return nil
    }
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
      effects.payments = tenders.isEmpty ? nil : tenders.map(SaleEffects.Payment.init)
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
          sequence: identity.sequence, memberID: seed.id, issued: date,
          counterCommitted: card?.counter?.rawValue),
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
  ///
  /// - Parameter tenders: how it was paid, where that was not known when it was held.
  func finish(_ id: String, tenders: [Tender] = []) async throws -> CheckoutResult {
    if let task = running[id] { return try await task.value }
    let task = Task { try await self.settle(id, tenders) }
    running[id] = task
    defer { running[id] = nil }
    return try await task.value
  }

  private func settle(_ id: String, _ tenders: [Tender]) async throws -> CheckoutResult {
    let held = try await store.sale(id)
    var slip: ReceiptRecord?
    if let held, held.state == .hold, !tenders.isEmpty {
      try check(tenders, against: held.due)
      try check(tenders, againstHeld: held)
      slip = try await self.slip(of: held, paidBy: tenders)
    }
    let record = try await store.commit(
      sale: id, at: clock.now().stamp,
      raisingTo: try await levelAfterWaiting(held),
      paidBy: tenders.map(SaleEffects.Payment.init), slip: slip, queue: copies(of: id),
      intoClosedDay: acceptsEarlierDate)
    acceptsEarlierDate = false
    let printed = try await printCopies(ofStored: id)
    return CheckoutResult(
      record: record, quote: nil, card: nil, receipt: printed.receipt, slips: printed.slips,
      caughtUp: printed.caughtUp, isRepeated: held?.state == .committed)
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
  static let attempts = 20
}
