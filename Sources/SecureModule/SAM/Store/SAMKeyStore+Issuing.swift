public import CardCrypto
import SmartCard

extension SAMKeyStore: SealedIssuingKeyStore {
  public func beginKeyChanges(
    _ generation: SessionGeneration, key: CardKeyReference, challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<any KeyChangeSession> {
    guard challenge.count == 16 else { throw .length(challenge.count) }
    var year = 0
    if case .diversified(let named, let diversification) = key {
      year = named
      _ = try await inSession(year) { () async throws(KeyStoreError) in
        try Self.head(named, diversification)
      }
    }
    return try await SAMHandshake(
      self, year: year, begin: .beginKeyChanges, finish: .finishKeyChanges, generation,
      SAMFields.reference(key) + challenge
    ) { [self] opened throws(SessionError) -> any KeyChangeSession in
      SAMKeyChanges(store: self, handle: opened.handle, connection: opened.connection)
    }
  }
}

/// A session with a card that stays in the SAM.
struct SAMKeyChanges: KeyChangeSession {
  let store: SAMKeyStore
  let handle: UInt8
  let connection: Int

  func seal(_ change: SealedKeyChange) async throws(SessionError) -> [UInt8] {
    let head = try await store.inSession(change.year) { () async throws(KeyStoreError) in
      try SAMKeyStore.head(change.year, change.diversification)
    }
    let old = change.replacing.map { [1] + SAMFields.reference($0) } ?? [0]
    return try await send(
      .sealKeyChange, year: change.year, [change.keyNumber, change.version] + head + old)
  }

  func confirm(_ answer: [UInt8]) async throws(SessionError) {
    _ = try await send(.confirmKeyChange, year: 0, answer)
  }

  private func send(
    _ instruction: SAMInstruction, year: Int, _ data: [UInt8]
  ) async throws(SessionError) -> [UInt8] {
    do throws(SAMFailure) {
      return try await store.work(in: connection) { link async throws(SAMFailure) in
        try await link.require(instruction, p1: handle, data)
      }.value
    } catch {
      throw store.sessionError(error, year: year, length: data.count)
    }
  }
}
