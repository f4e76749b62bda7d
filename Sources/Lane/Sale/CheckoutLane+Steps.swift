import BusinessCalendar
public import Loyalty
public import MemberStore
public import Receipts
public import VIPCard

extension CheckoutLane {
  /// Begins a sale, or takes its changed lines; a card that was shown stays.
  ///
  /// - Throws: ``LaneError``: another sale is at hand, the sale belongs to another lane, or its date runs
  ///   backwards.
  public func scan(_ sale: Sale) async throws {
    try await check(sale)
    try desk.scan(sale)
  }

  /// Takes a card that was judged: a second card replaces the first, a refused one is recorded.
  ///
  /// Of a bank card nothing is recorded at all.
  ///
  /// - Throws: ``LaneError``: the card came after payment (rule A33), or a supervisor is needed.
  public func show(_ judgement: CardJudgement) async throws -> CardAnswer {
    try await requireOpen()
    guard let card = AcceptedCard(judgement) else {
      try desk.refuse()
      let needsSupervisor = try await note(judgement)
      return CardAnswer(
        judgement: judgement, replacedAnother: false, needsSupervisor: needsSupervisor)
    }
    // A card after payment is stopped before anything is noted of it.
    try desk.requireCards()
    let next = try await checkIn(card, on: desk.sale?.date ?? clock.now().date)
    let isReplacement = try desk.identify(card)
    return CardAnswer(
      judgement: judgement, replacedAnother: isReplacement, needsSupervisor: false,
      nextCounter: next)
  }

  /// Prices the sale at hand with the card that was shown; nothing is booked.
  ///
  /// - Parameter tenders: how it will be paid, as far as that is known: what is paid with a voucher earns
  ///   nothing.
  public func quote(tenders: [Tender] = []) async throws -> Quote {
    guard let sale = desk.sale else { throw LaneError.wrongStep(stage) }
    let priced = try await price(sale.paid(by: tenders), card: desk.card)
    try desk.price(priced.quote)
    return priced.quote
  }

  /// Freezes the sale at hand with its slip; the payment may begin.
  ///
  /// The account may have moved since the sale was priced; the quote that counts is in the result.
  ///
  /// - Parameters:
  ///   - tenders: how it is to be paid; none means that the till settles the amount elsewhere.
  ///   - gifts: gifts that the cashier hands out with the sale.
  public func hold(tenders: [Tender], gifts: [TillGift] = []) async throws -> SaleRecord {
    guard let sale = desk.sale, desk.stage == .quoted else { throw LaneError.wrongStep(stage) }
    let held = try await freeze(sale, card: desk.card, tenders: tenders, gifts: gifts)
    try desk.price(held.quote)
    try desk.follow(held.record.state)
    return held.record
  }

  /// Books the sale at hand as paid and prints its slip. Pressed twice, it answers the same.
  ///
  /// - Parameter tenders: how it was paid, where that was not known when it was held.
  public func commit(tenders: [Tender] = []) async throws -> CheckoutResult {
    guard let sale = desk.sale,
      [.held, .committed, .slipPrinted, .done].contains(desk.stage)
    else { throw LaneError.wrongStep(stage) }
    var result = try await finish(sale.id, tenders: tenders)
    if desk.stage == .held {
      result.quote = desk.quote
      result.card = desk.card?.identity
      try desk.follow(result.state)
      try desk.paper(isPrinted: result.slips.contains { $0.job?.state.mayBeOnPaper ?? false })
    }
    return result
  }

  /// Gives up the sale at hand; points that were reserved go back.
  public func void() async throws {
    guard let sale = desk.sale else { throw LaneError.wrongStep(stage) }
    if desk.stage == .held {
      _ = try await store.void(sale: sale.id, at: clock.now().stamp)
    }
    try desk.giveUp()
  }

  /// Refuses a sale of another lane or with a date that cannot be.
  func check(_ sale: Sale) async throws {
    guard sale.store == configuration.store, sale.lane == configuration.lane else {
      throw LaneError.otherLane(sale)
    }
    try LaneError.checkName(sale.id)
    try await check(sale.date)
  }

  /// Refuses a date that runs backwards, rather than reviving expired cards.
  func check(_ date: BusinessDate) async throws {
    if configuration.saleDates == .today {
      let today = clock.now().date
      guard date == today else { throw LaneError.dateNotToday(date, today: today) }
    }
    try clock.requireNotAhead(date)
    if !acceptsEarlierDate,
      let closed = try await store.closedDay(store: configuration.store, date: date)
    {
      throw StoreError.dayClosed(closed)
    }
    guard !acceptsEarlierDate,
      let latest = try await store.latestBusinessDate(store: configuration.store)
    else { return }
    guard date >= latest else { throw LaneError.clockRanBackwards(date, latest: latest) }
  }
}
