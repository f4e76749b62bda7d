import Desk
import Documents
import Lane
import Loyalty
import MemberStore
import Receipts
import VIPCard
import Wire
import Wording

extension LaneHost {
  /// Prices a sale and forgets it.
  func quote(_ document: [UInt8], _ language: Language) async throws -> Answer {
    let sale = try Sale.read(json: document)
    let program = try await shelf.lane(on: sale.date).program
    let quote = try await served.rules(program).quote(sale)
    return Answer(json: quote.json(language: language, program: program))
  }

  /// Opens a sale or replaces its basket, and prices it.
  ///
  /// - Throws: ``PlainError`` `otherSale` where the document is of another sale, `foreignLane` where it is of
  ///   another till; ``StoreError`` `idConflict` for an id under which other goods are frozen or booked.
  func open(_ id: String, _ document: [UInt8], _ language: Language) async throws -> Answer {
    let sale = try Sale.read(json: document)
    guard sale.id == id else { throw ServiceMistake.otherSale(id, sale.id) }
    try checkOwn(sale)
    try LaneError.checkName(id)
    if let stored = try await served.store.sale(id), stored.state != .void {
      guard SaleWish(stored.content).goods == SaleWish(sale.json).goods else {
        throw StoreError.idConflict(id)
      }
      return try await frozen(stored, isRepeated: true, language)
    }
    let isNew = await sales.entry(id) == nil
    // A basket that cannot be priced is refused before it is kept.
    var trial = await sales.entry(id) ?? OpenSaleEntry(document: document, sale: sale)
    trial.sale = sale
    let quote = try await preview(trial)
    let entry = try await sales.put(sale, document)
    if isNew { await tell(id, "open") }
    return try await answer(entry, quote, language)
  }

  /// A sale as it stands.
  func sale(_ id: String, _ language: Language) async throws -> Answer {
    if let entry = await sales.entry(id) {
      return try await answer(entry, preview(entry), language)
    }
    guard let stored = try await served.store.sale(id) else { throw StoreError.unknownSale(id) }
    return try await frozen(stored, isRepeated: false, language)
  }

  /// The id of the sale that a card at a reader joins.
  func currentSale() async -> String? { await sales.current }

  /// Takes the cashier's confirmations in and prices anew.
  func confirm(_ id: String, _ document: [UInt8], _ language: Language) async throws -> Answer {
    let confirmations = try ConfirmationRequest.read(document)
    let entry = try await sales.confirm(confirmations, on: id)
    await tell(id, "open")
    return try await answer(entry, preview(entry), language)
  }

  /// Judges a swipe that the till read itself; a good card joins the sale.
  func swipe(_ id: String, _ document: [UInt8], _ language: Language) async throws -> Answer {
    guard let entry = await sales.entry(id) else { throw OpenSales.notOpen(id) }
    let read = try SwipeRequest.read(document)
    let (judgement, _) = try await served.judge.judge(on: entry.sale.date) { verifier in
      try await verifier.judge(read, on: entry.sale.date)
    }
    return try await join(judgement, to: id, language)
  }

  /// Puts the card away.
  func putCardAway(_ id: String, _ language: Language) async throws -> Answer {
    let entry = try await sales.putCardAway(from: id)
    return try await answer(entry, preview(entry), language)
  }

  /// Joins a judged card to a sale. Throws ``LaneError`` where it is refused.
  @discardableResult
  func join(
    _ judgement: CardJudgement, to id: String, _ language: Language
  ) async throws -> Answer {
    guard judgement.isAccepted else {
      throw LaneError.card(judgement.refusal ?? .notIssued)
    }
    let entry = try await sales.show(judgement, to: id)
    await tell(id, "open")
    return try await answer(entry, preview(entry), language)
  }

  /// Freezes a sale; the payment may begin.
  func hold(_ id: String, _ document: [UInt8], _ language: Language) async throws -> Answer {
    let tenders = try TenderRequest.read(document)
    guard let entry = await sales.entry(id) else {
      guard let stored = try await served.store.sale(id) else { throw OpenSales.notOpen(id) }
      return try await frozen(stored, isRepeated: true, language)
    }
    let (open, lane) = (entry.open, try await shelf.lane(on: entry.sale.date))
    let held = try await lane.holding(
      sale: open.sale, card: entry.card, tenders: tenders, gifts: open.gifts)
    await sales.close(id)
    if !held.isRepeated { await tell(id, held.record.state.rawValue) }
    return Answer(
      json: try held.record.json(
        card: entry.card, program: lane.program, repeated: held.isRepeated, language))
  }

  /// Books a sale as paid and prints its slip; one that is still open is frozen first.
  func commit(_ id: String, _ document: [UInt8], _ language: Language) async throws -> Answer {
    let tenders = try TenderRequest.read(document)
    let lane: CheckoutLane
    var card: CardJudgement?
    var result: CheckoutResult
    if let entry = await sales.entry(id) {
      lane = try await shelf.lane(on: entry.sale.date)
      (card, result) = (
        entry.card,
        try await lane.checkout(
          sale: entry.open.sale, card: entry.card, tenders: tenders, gifts: entry.open.gifts)
      )
      await sales.close(id)
      await devices.putCardsAway()
    } else {
      guard let stored = try await served.store.sale(id) else { throw OpenSales.notOpen(id) }
      lane = try await shelf.lane(of: stored.program)
      result = try await lane.resume(id, tenders: tenders)
    }
    if !result.isRepeated { await tell(id, result.state.rawValue) }
    await tellPaper((result.isRepeated ? [] : result.slips) + result.caughtUp)
    try keep(result.slips + result.caughtUp)
    return Answer(
      json: try result.json(card: card, program: lane.program, language),
      problem: result.slips.problem)
  }

  /// Gives a sale up; what was reserved goes back.
  func void(_ id: String, _ language: Language) async throws -> Answer {
    if await sales.entry(id) != nil {
      await sales.close(id)
      await tell(id, "void")
      if try await served.store.sale(id) == nil {
        return Answer(json: "{\"saleId\":\(Self.quoted(id)),\"state\":\"void\"}")
      }
    }
    let voided = try await served.store.giveUp(sale: id, at: served.clock.now().stamp)
    if !voided.isRepeated { await tell(id, voided.record.state.rawValue) }
    return Answer(
      json: try voided.record.json(
        card: nil, program: nil, repeated: voided.isRepeated, language))
  }

  /// Keeps slips in the lane's folder, where there is one.
  func keep(_ slips: [SlipCopy]) throws { try served.slips?.write(slips) }

  /// Tells everybody that listens what became of slips on paper.
  func tellPaper(_ slips: [SlipCopy]) async {
    for job in slips.compactMap(\.job) {
      await events.add(
        "\"event\":\"slip\",\"time\":\"\(served.clock.now().stamp)\",\"slip\":"
          + "\(Self.quoted(job.receiptNumber)),\"copy\":\"\(job.copy)\",\"state\":"
          + Self.quoted(job.state.rawValue))
    }
  }

  private func preview(_ entry: OpenSaleEntry) async throws -> Quote {
    let lane = try await shelf.lane(on: entry.sale.date)
    guard let quote = try await lane.preview(sale: entry.open.sale, card: entry.card) else {
      throw StoreError.idConflict(entry.sale.id)
    }
    return quote
  }

  private func answer(
    _ entry: OpenSaleEntry, _ quote: Quote, _ language: Language
  ) async throws -> Answer {
    let program = try await shelf.lane(on: entry.sale.date).program
    return Answer(
      json: try OpenSaleForm(
        id: entry.sale.id, card: entry.card,
        confirmed: entry.confirmations.map(\.rawValue),
        quote: quote.json(language: language, program: program)
      ).json(language))
  }

  /// A sale of which something is stored.
  private func frozen(
    _ stored: SaleRecord, isRepeated: Bool, _ language: Language
  ) async throws -> Answer {
    let program = try? await shelf.lane(of: stored.program).program
    return Answer(
      json: try stored.json(card: nil, program: program, repeated: isRepeated, language))
  }

  /// A lane is the machine's own, not the sale's.
  private func checkOwn(_ sale: Sale) throws {
    let own = served.configuration
    guard sale.store != own.store || sale.lane != own.lane else { return }
    throw ServiceMistake.foreignLane(sale, own)
  }
}
