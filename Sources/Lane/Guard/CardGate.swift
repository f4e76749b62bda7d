public import BusinessCalendar
public import MemberStore
public import VIPCard

/// What every way of reading cards for a lane has in common, whether something is sold or not: refusals are
/// counted, too many forged ones close the lane to cards, and a card that cannot be the only one of its kind
/// is refused.
public struct CardGate: Sendable {
  /// The lane and its store.
  public let configuration: LaneConfiguration
  private let store: any MemberStore
  private let clock: any LaneClock

  /// Makes the gate of a lane.
  public init(configuration: LaneConfiguration, store: any MemberStore, clock: any LaneClock) {
    self.configuration = configuration
    self.store = store
    self.clock = clock
  }

  /// The register for the verifier of this lane: its sixth check.
  public var register: StoreRegister {
    StoreRegister(store, unknownCards: configuration.unknownCards)
  }

  /// Stops every card while the lane waits for a supervisor.
  ///
  /// - Throws: ``LaneError`` `supervisorNeeded`, ``StoreError``.
  func requireOpen() async throws {
    if try await store.isClosed(store: configuration.store, lane: configuration.lane) {
      throw LaneError.supervisorNeeded
    }
  }

  /// Reads a card without a sale: a good card's counter is moved on, a refused card is counted, and a lane
  /// that is closed reads none.
  ///
  /// A card that was only looked at is not noted as having been in this store.
  ///
  /// - Parameters:
  ///   - date: the business date.
  ///   - read: judges the card, with ``register`` behind the verifier.
  /// - Returns: the judgement, and what follows from it.
  /// - Throws: ``LaneError`` `supervisorNeeded` or `dateAhead` before anything is read, or where the counter shows a copy;
  ///   ``MemberStore/StoreError``; what `read` throws.
  public func judge(
    on date: BusinessDate, _ read: () async throws -> CardJudgement
  ) async throws -> (judgement: CardJudgement, outcome: Outcome) {
    try clock.requireNotAhead(date)
    try await requireOpen()
    let judgement = try await read()
    guard let card = AcceptedCard(judgement) else {
      return (judgement, Outcome(needsSupervisor: try await note(judgement, on: date)))
    }
    return (judgement, Outcome(nextCounter: try await advance(card, on: date)))
  }

  /// What follows from a card that was read.
  public struct Outcome: Sendable, Hashable {
    /// Whether the lane takes no more cards until a supervisor has been there.
    public var needsSupervisor = false
    /// The rolling counter to be written onto the card, where the lane has an encoder; `nil` for a card
    /// without one.
    public var nextCounter: RollingCounter?
  }

  /// Looks at a good card once more, with what all lanes know together: the rolling counter on track 3 and
  /// where the card was seen last. A card that cannot be the only one of its kind is recorded and refused.
  ///
  /// - Returns: the counter to be written onto the card; `nil` for a card without one.
  func checkIn(_ card: AcceptedCard, on date: BusinessDate) async throws -> RollingCounter? {
    try await requireOpen()
    let next = try await advance(card, on: date)
    let sighting = CardSighting(
      number: card.identity.number.digits, store: configuration.store,
      lane: configuration.lane, time: clock.now().stamp)
    if try await store.sight(sighting, proven: card.trust == .high) != nil {
      try await refuseCopy(card.identity, "travel", on: date)
    }
    return next
  }

  /// Records a refusal and says whether a supervisor is needed now.
  func note(_ judgement: CardJudgement, on date: BusinessDate) async throws -> Bool {
    // A bank card is forgotten at once: not even that there was one is written down.
    guard judgement.kind != .bank else {
      return try await store.isClosed(store: configuration.store, lane: configuration.lane)
    }
    var detail: String?
    if judgement.verdict.check == .cloneSuspected {
      detail = judgement.chip == nil ? "counter" : "repeatedCode"
    }
    if case .blocked(let reason) = judgement.refusal { detail = reason.rawValue }
    if let card = judgement.identity, let counter = judgement.counter {
      // A counter from before blocks the card: somebody has a copy.
      _ = try await store.advance(card, read: counter, on: date)
    }
    return try await note(judgement.identity, judgement.verdict.check, detail: detail, on: date)
  }

  private func advance(_ card: AcceptedCard, on date: BusinessDate) async throws -> RollingCounter?
  {
    guard let counter = card.counter else { return nil }
    switch try await store.advance(card.identity, read: counter, on: date) {
    case .asCommitted(let following), .promotePending(let following): return following
    case .clone, .neverWritten:
      try await refuseCopy(card.identity, "counter", on: date)
      return nil
    case .none: return nil
    }
  }

  private func refuseCopy(
    _ card: CardIdentity, _ detail: String, on date: BusinessDate
  ) async throws {
    _ = try await note(card, .cloneSuspected, detail: detail, on: date)
    throw LaneError.card(.cloneSuspected)
  }

  private func note(
    _ card: CardIdentity?, _ check: Check, detail: String?, on date: BusinessDate
  ) async throws -> Bool {
    try await store.note(
      RefusalEntry(
        maskedNumber: card?.number.masked, reason: check.rawValue, store: configuration.store,
        lane: configuration.lane, date: date, time: clock.now().stamp, detail: detail),
      threshold: configuration.forgedReadsAllowed,
      windowMinutes: configuration.forgeryWindowMinutes)
  }
}
