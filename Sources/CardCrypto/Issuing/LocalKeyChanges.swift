import Synchronization

/// Key changes computed in this process, with keys that `cardKey` gives: for a key file, and for a token
/// that cannot seal them itself.
package final class LocalKeyChanges: KeyChangeSession {
  /// Gives a card key, or refuses where there is no right to issue.
  package typealias CardKey =
    @Sendable (_ year: Int, _ diversification: [UInt8]) async throws(KeyStoreError) -> SecretBytes

  private enum Session: Sendable {
    case ev1(EV1Session)
    case ev2(EV2Session)
  }

  private let session: Mutex<Session>
  private let cardKey: CardKey

  private init(_ session: Session, cardKey: @escaping CardKey) {
    self.session = Mutex(session)
    self.cardKey = cardKey
  }

  package func seal(_ change: SealedKeyChange) async throws(SessionError) -> [UInt8] {
    let fresh: KeyChange
    do {
      fresh = try KeyChange(
        key: await cardKey(change.year, change.diversification), version: change.version)
    } catch {
      throw .keys(error)
    }
    let old = try await change.replacing?.key(cardKey)
    return try session.withLock { session throws(SessionError) in
      switch session {
      case .ev1(var ev1):
        let sealed = try ev1.sealKeyChange(fresh, keyNumber: change.keyNumber, replacing: old)
        session = .ev1(ev1)
        return sealed
      case .ev2(let ev2):
        return try ev2.sealKeyChange(fresh, keyNumber: change.keyNumber, replacing: old)
      }
    }
  }

  package func confirm(_ answer: [UInt8]) async throws(SessionError) {
    try session.withLock { session throws(SessionError) in
      switch session {
      case .ev1(var ev1):
        _ = try ev1.openAnswer(answer, count: 0)
        session = .ev1(ev1)
      case .ev2(var ev2):
        guard try ev2.openAnswer(answer, mode: .mac).isEmpty else { throw .length(answer.count) }
        session = .ev2(ev2)
      }
    }
  }

  /// The first step, for a store of this process.
  package static func begin(
    _ generation: SessionGeneration, key: CardKeyReference, challenge: [UInt8],
    cardKey: @escaping CardKey
  ) async throws(SessionError) -> any Handshake<any KeyChangeSession> {
    let secret = try await key.key(cardKey)
    var generator = SystemRandomNumberGenerator()
    switch generation {
    case .ev1:
      let handshake = try EV1Handshake(key: secret, challenge: challenge, using: &generator)
      return Opening(reply: handshake.reply) { answer throws(SessionError) in
        LocalKeyChanges(.ev1(try handshake.settle(answer)), cardKey: cardKey)
      }
    case .ev2:
      let handshake = try EV2Handshake(key: secret, challenge: challenge, using: &generator)
      return Opening(reply: handshake.reply) { answer throws(SessionError) in
        LocalKeyChanges(.ev2(try handshake.settle(answer)), cardKey: cardKey)
      }
    }
  }

  private struct Opening: Handshake {
    let reply: [UInt8]
    let settle: @Sendable ([UInt8]) throws(SessionError) -> any KeyChangeSession

    func finish(_ answer: [UInt8]) async throws(SessionError) -> any KeyChangeSession {
      try settle(answer)
    }
  }
}

extension CardKeyReference {
  /// The key itself, inside a store.
  fileprivate func key(
    _ cardKey: LocalKeyChanges.CardKey
  ) async throws(SessionError) -> SecretBytes {
    switch self {
    case .known(let key): return key
    case .diversified(let year, let diversification):
      do {
        return try await cardKey(year, diversification)
      } catch {
        throw .keys(error)
      }
    }
  }
}

extension MemoryKeyStore: SealedIssuingKeyStore {
  public func beginKeyChanges(
    _ generation: SessionGeneration, key: CardKeyReference, challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<any KeyChangeSession> {
    try await LocalKeyChanges.begin(generation, key: key, challenge: challenge) {
      (year, diversification) async throws(KeyStoreError) in
      try await cardKey(year: year, diversification: diversification)
    }
  }
}
