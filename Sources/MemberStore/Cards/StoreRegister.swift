public import VIPCard

/// What happens when a genuine card is not in the register.
public enum UnknownCardPolicy: String, Sendable, Hashable, CaseIterable, Codable {
  /// It is taken in with its first sale: cards are handed out elsewhere and proven by their code.
  case enrolOnFirstUse
  /// It is refused as not issued.
  case strict
}

/// The member store as the register of issued cards: the sixth check on a card.
public struct StoreRegister: CardRegister {
  let store: any MemberStore
  private let policy: UnknownCardPolicy

  /// Makes the register of a store.
  public init(_ store: any MemberStore, unknownCards policy: UnknownCardPolicy) {
    self.store = store
    self.policy = policy
  }

  public func status(of card: CardIdentity) async throws -> CardStanding {
    let (finding, isWatched) = try await store.read { tables in
      let digits = card.number.digits
      return (
        try tables.finding(number: digits, year: card.year.rawValue, sequence: card.sequence),
        try tables.cards(number: digits).contains(where: \.endsTrust)
      )
    }
    switch finding {
    case .known(let record) where record.status == .active: return .known
    case .known(let record): return .blocked(BlockReason(rawValue: record.status.rawValue))
    case .superseded(let newer): return .wrongSequence(current: newer.sequence)
    // Of such a number somebody may have the code of a card that nobody handed out (rule A30).
    case .newCard where isWatched: return .notIssued
    case .newCard, .unknown: return policy == .strict ? .notIssued : .known
    }
  }

  public func rollingCounter(of card: CardIdentity) async throws -> RollingCounterState? {
    try await store.rollingCounter(of: card)
  }
}

extension CardRecord {
  /// Whether the card was lost, copied or blocked: its number takes only what the register issued.
  fileprivate var endsTrust: Bool { [.lost, .clone, .staff].contains(status) }
}
