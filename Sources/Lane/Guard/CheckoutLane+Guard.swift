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

  /// What this lane has in common with every other way of reading cards for it.
  var gate: CardGate { CardGate(configuration: configuration, store: store, clock: clock) }

  /// Stops every card while the lane waits for a supervisor.
  func requireOpen() async throws { try await gate.requireOpen() }

  /// Looks at a good card once more; see ``CardGate``.
  ///
  /// - Returns: the counter to be written onto the card, where the lane has an encoder; `nil` for a card
  ///   without one.
  @discardableResult
  func checkIn(_ card: AcceptedCard, on date: BusinessDate) async throws -> RollingCounter? {
    try await gate.checkIn(card, on: date)
  }

  /// Records a refusal and says whether a supervisor is needed now.
  func note(
    _ judgement: CardJudgement, on date: BusinessDate? = nil
  ) async throws -> Bool {
    try await gate.note(judgement, on: date ?? desk.sale?.date ?? clock.now().date)
  }
}
