public import CardCrypto

extension PKCS11KeyStore: SessionKeyStore {
  public func beginEV1(
    year: Int, diversification: [UInt8], challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<EV1Session> {
    let opening = try await begin(year, diversification, challenge, chains: true)
    return TokenHandshake(store: self, opening: opening) {
      keys, object, answer throws(TokenFailure) in
      // CBC runs on from the last block of the reply.
      let iv = Array(opening.reply.suffix(16))
      guard answer.count == 16 else { throw .session(.length(answer.count)) }
      let plain = try keys.asked { () throws(CKReturn) in
        try keys.calls.decrypt(answer, key: object, iv: iv)
      }
      try opening.check(plain)
      return unsafe opening.rndA.withBytes { rndA in
        unsafe opening.rndB.withBytes { rndB in
          unsafe EV1Session(rndA: Array(rndA), rndB: Array(rndB))
        }
      }
    }
  }

  public func beginEV2(
    year: Int, diversification: [UInt8], challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<EV2Session> {
    let opening = try await begin(year, diversification, challenge, chains: false)
    return TokenHandshake(store: self, opening: opening) {
      keys, object, answer throws(TokenFailure) in
      guard answer.count == 32 else { throw .session(.length(answer.count)) }
      let zero = [UInt8](repeating: 0, count: 16)
      let plain = try keys.asked { () throws(CKReturn) in
        try keys.calls.decrypt(answer, key: object, iv: zero)
      }
      try opening.check(Array(plain.dropFirst(4).prefix(16)))
      var session: [SecretBytes] = []
      for label: [UInt8] in [[0xA5, 0x5A], [0x5A, 0xA5]] {
        var key = try keys.code(opening.vector(label), key: object)
        session.append(SecretBytes(consuming: &key))
      }
      do throws(SessionError) {
        return try EV2Session(
          encryptionKey: session[0], authenticationKey: session[1],
          identifier: Array(plain.prefix(4)))
      } catch {
        throw .session(error)
      }
    }
  }

  /// Both handshakes begin alike; EV1 chains its messages, EV2 begins each from zero.
  private func begin(
    _ year: Int, _ diversification: [UInt8], _ challenge: [UInt8], chains: Bool
  ) async throws(SessionError) -> TokenOpening {
    guard challenge.count == 16 else { throw .length(challenge.count) }
    let zero = [UInt8](repeating: 0, count: 16)
    return try await inSession { keys throws(TokenFailure) in
      do throws(KeyStoreError) {
        try ReadingKey.check(
          year: year, diversification: diversification, right: try keys.heldRight(year))
      } catch {
        throw TokenFailure.keys(error)
      }
      return try keys.withCardKey(year, diversification) { key throws(TokenFailure) in
        var rndB = try keys.asked { () throws(CKReturn) in
          try keys.calls.decrypt(challenge, key: key, iv: zero)
        }
        var generator = SystemRandomNumberGenerator()
        var rndA = Bytes.challenge(using: &generator)
        let reply = try keys.asked { () throws(CKReturn) in
          try keys.calls.encrypt(
            rndA + Bytes.rotatedLeft(rndB), key: key, iv: chains ? challenge : zero)
        }
        return TokenOpening(
          year: year, diversification: diversification, reply: reply,
          rndA: SecretBytes(consuming: &rndA), rndB: SecretBytes(consuming: &rndB))
      }
    }
  }

  public func piccData(
    year: Int, diversification: [UInt8], encrypted: [UInt8]
  ) async throws(SessionError) -> PICCData? {
    guard encrypted.count == PICCData.sealedLength else { throw .length(encrypted.count) }
    return try await inSession { keys throws(TokenFailure) in
      try keys.withCardKey(year, diversification) { key throws(TokenFailure) in
        let plain = try keys.asked { () throws(CKReturn) in
          try keys.calls.decrypt(encrypted, key: key, iv: [UInt8](repeating: 0, count: 16))
        }
        return PICCData(plain: plain)
      }
    }
  }

  /// The one key that comes out when cards are checked, because the reader's own cipher needs it.
  public func sectorKey(
    year: Int, diversification: [UInt8]
  ) async throws(KeyStoreError) -> SecretBytes {
    guard diversification.last == SectorKey.keyNumber else { throw .reservedMessage }
    return try await asked { keys throws(TokenFailure) in
      SectorKey.keyA(try keys.computedCardKey(year, diversification))
    }
  }

  func inSession<Value: Sendable>(
    _ body: @escaping @Sendable (TokenKeys) throws(TokenFailure) -> Value
  ) async throws(SessionError) -> Value {
    do {
      return try await work(body)
    } catch {
      throw error.sessionError
    }
  }
}

extension PKCS11KeyStore: SealedIssuingKeyStore {
  /// The session runs in this process: a token cannot seal a ChangeKey. Card keys are in its memory for as
  /// long as that takes.
  public func beginKeyChanges(
    _ generation: SessionGeneration, key: CardKeyReference, challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<any KeyChangeSession> {
    try await LocalKeyChanges.begin(generation, key: key, challenge: challenge) {
      [self] (year, diversification) async throws(KeyStoreError) in
      try await cardKey(year: year, diversification: diversification)
    }
  }
}

/// A handshake of which the token has done the first half.
struct TokenOpening: Sendable {
  let year: Int
  let diversification: [UInt8]
  let reply: [UInt8]
  let rndA: SecretBytes
  let rndB: SecretBytes

  /// Checks RndA′.
  func check(_ returned: [UInt8]) throws(TokenFailure) {
    let expected = unsafe rndA.withBytes { unsafe Bytes.rotatedLeft(Array($0)) }
    guard ConstantTime.areEqual(returned, expected) else { throw .session(.notAuthentic) }
  }

  /// SV of an EV2 session.
  func vector(_ label: [UInt8]) -> [UInt8] {
    unsafe rndA.withBytes { first in
      unsafe rndB.withBytes { second in
        unsafe EV2SessionKeys.vector(label, Array(first), Array(second))
      }
    }
  }
}

/// A handshake under a card key that is derived in the token again for its second half.
struct TokenHandshake<Session: Sendable>: Handshake {
  let store: PKCS11KeyStore
  let opening: TokenOpening
  let settle: @Sendable (TokenKeys, UInt, [UInt8]) throws(TokenFailure) -> Session

  var reply: [UInt8] { opening.reply }

  func finish(_ answer: [UInt8]) async throws(SessionError) -> Session {
    let (opening, settle) = (opening, settle)
    return try await store.inSession { keys throws(TokenFailure) in
      try keys.withCardKey(opening.year, opening.diversification) { key throws(TokenFailure) in
        try settle(keys, key, answer)
      }
    }
  }
}
