import BusinessCalendar
import Loyalty
import MemberStore
import VIPCard

extension CheckoutLane {
  /// Whether the lane is closed to cards after too many forged ones, read by whichever process.
  public func isClosedToCards() async throws -> Bool {
    try await store.isClosed(store: configuration.store, lane: configuration.lane)
  }

  /// A supervisor was here after too many forged cards: the lane takes cards again, counting begins anew.
  ///
  /// - Parameter supervisor: who it was; kept with the release.
  public func release(by supervisor: String? = nil) async throws {
    try await store.release(
      store: configuration.store, lane: configuration.lane, by: supervisor,
      at: clock.now().stamp)
  }

  /// Stops every card while the lane waits for a supervisor.
  func requireOpen() async throws {
    if try await isClosedToCards() { throw LaneError.supervisorNeeded }
  }

  /// Looks at a good card once more, with what all lanes know together: the rolling counter on track 3 and
  /// where the card was seen last. A card that cannot be the only one of its kind is recorded and refused.
  ///
  /// - Returns: the counter to be written onto the card, where the lane has an encoder; `nil` for a card
  ///   without one.
  @discardableResult
  func checkIn(_ card: AcceptedCard, on date: BusinessDate) async throws -> RollingCounter? {
    try await requireOpen()
    var next: RollingCounter?
    if let counter = card.counter {
      switch try await store.advance(card.identity, read: counter, on: date) {
      case .asCommitted(let following), .promotePending(let following): next = following
      case .clone, .neverWritten: try await refuseCopy(card.identity, "counter", on: date)
      case .none: break
      }
    }
    let sighting = CardSighting(
      number: card.identity.number.digits, store: configuration.store,
      lane: configuration.lane, time: clock.now().stamp)
    if try await store.sight(sighting, proven: card.trust == .high) != nil {
      try await refuseCopy(card.identity, "travel", on: date)
    }
    return next
  }

  private func refuseCopy(
    _ card: CardIdentity, _ detail: String, on date: BusinessDate
  ) async throws {
    _ = try await note(card, .cloneSuspected, detail: detail, on: date)
    throw LaneError.card(.cloneSuspected)
  }

  /// Records a refusal and says whether a supervisor is needed now.
  func note(
    _ judgement: CardJudgement, on date: BusinessDate? = nil
  ) async throws -> Bool {
    // A bank card is forgotten at once: not even that there was one is written down.
    guard judgement.kind != .bank else { return try await isClosedToCards() }
    var detail: String?
    if judgement.verdict.check == .cloneSuspected {
      detail = judgement.chip == nil ? "counter" : "repeatedCode"
    }
    let day = date ?? desk.sale?.date ?? clock.now().date
    if let card = judgement.identity, let counter = judgement.counter {
      // A counter from before blocks the card: somebody has a copy.
      _ = try await store.advance(card, read: counter, on: day)
    }
    return try await note(judgement.identity, judgement.verdict.check, detail: detail, on: day)
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
