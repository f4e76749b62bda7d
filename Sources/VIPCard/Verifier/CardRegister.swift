/// What the register says of one card.
public enum CardStanding: Sendable, Hashable {
  /// Issued and in use.
  case known
  /// Not to be used, and why.
  case blocked(BlockReason)
  /// No such card was ever issued.
  case notIssued
  /// Another card of this number and year is in use.
  case wrongSequence(current: Int)
}

/// The register of issued cards: the sixth check. The member store is one.
public protocol CardRegister: Sendable {
  /// How a card stands. Throws when the register cannot be asked; then no card is accepted.
  func status(of card: CardIdentity) async throws -> CardStanding

  /// The rolling counter of a card that was issued with one; `nil` for a card without.
  func rollingCounter(of card: CardIdentity) async throws -> RollingCounterState?
}

extension CardRegister {
  /// `nil`: the register keeps no rolling counters.
  public func rollingCounter(of card: CardIdentity) async throws -> RollingCounterState? { nil }
}
