/// The terminal's side of AuthenticateEV2First (`71`): DESFire EV2, EV3 and Light, NTAG 424 DNA.
///
/// Every message is enciphered from a zero initialisation vector (NXP AN12196, section 5.6).
public struct EV2Handshake: Handshake {
  public let reply: [UInt8]
  private let key: SecretBytes
  private let rndA: SecretBytes
  private let rndB: SecretBytes

  /// Answers the card's challenge E(RndB), 16 bytes; RndA comes from `generator`.
  public init(
    key: SecretBytes, challenge: [UInt8], using generator: inout some RandomNumberGenerator
  ) throws(SessionError) {
    guard challenge.count == 16 else { throw .length(challenge.count) }
    let rndB = try AESCBC.decrypt(challenge, key: key)
    let rndA = Bytes.challenge(using: &generator)
    reply = try AESCBC.encrypt(rndA + Bytes.rotatedLeft(rndB), key: key)
    self.key = key
    self.rndA = SecretBytes(rndA)
    self.rndB = SecretBytes(rndB)
  }

  /// Checks E(TI ‖ RndA′ ‖ PDcap2 ‖ PCDcap2), 32 bytes. The capabilities are the card's to choose.
  public func finish(_ answer: [UInt8]) async throws(SessionError) -> EV2Session {
    try settle(answer)
  }

  /// The same without waiting, for a device that computes with the key itself.
  public func settle(_ answer: [UInt8]) throws(SessionError) -> EV2Session {
    guard answer.count == 32 else { throw .length(answer.count) }
    let plain = try AESCBC.decrypt(answer, key: key)
    let returned = plain.dropFirst(4).prefix(16)
    guard ConstantTime.areEqual(returned, Bytes.rotatedLeft(rndA.exposed)) else {
      throw .notAuthentic
    }
    return EV2Session(
      keys: try EV2SessionKeys(key: key, rndA: rndA.exposed, rndB: rndB.exposed),
      identifier: Array(plain.prefix(4)))
  }

  /// Checks the answer to AuthenticateEV2NonFirst (`77`), E(RndA′), 16 bytes: new keys for a session
  /// whose identifier and counter go on.
  public func finish(
    _ answer: [UInt8], continuing session: EV2Session
  ) throws(SessionError) -> EV2Session {
    guard answer.count == 16 else { throw .length(answer.count) }
    let returned = try AESCBC.decrypt(answer, key: key)
    guard ConstantTime.areEqual(returned, Bytes.rotatedLeft(rndA.exposed)) else {
      throw .notAuthentic
    }
    return EV2Session(
      keys: try EV2SessionKeys(key: key, rndA: rndA.exposed, rndB: rndB.exposed),
      identifier: session.identifier, counter: session.counter)
  }
}

/// The card's side of AuthenticateEV2First and AuthenticateEV2NonFirst, for virtual cards.
public struct EV2CardHandshake: Sendable {
  /// E(RndB), 16 bytes: the card's answer to `71` or `77`.
  public let challenge: [UInt8]
  private let key: SecretBytes
  private let rndB: SecretBytes

  /// Makes a challenge; RndB comes from `generator`.
  public init(
    key: SecretBytes, using generator: inout some RandomNumberGenerator
  ) throws(SessionError) {
    let rndB = Bytes.challenge(using: &generator)
    challenge = try AESCBC.encrypt(rndB, key: key)
    self.key = key
    self.rndB = SecretBytes(rndB)
  }

  /// Checks the terminal's reply, 32 bytes, and gives answer and session.
  ///
  /// - Parameters:
  ///   - identifier: TI, four random bytes.
  ///   - capabilities: PDcap2 ‖ PCDcap2, 12 bytes.
  public func finish(
    _ reply: [UInt8], identifier: [UInt8],
    capabilities: [UInt8] = [UInt8](repeating: 0, count: 12)
  ) throws(SessionError) -> (answer: [UInt8], session: EV2Session) {
    let rndA = try opened(reply)
    let answer = try AESCBC.encrypt(
      identifier + Bytes.rotatedLeft(rndA) + capabilities, key: key)
    let keys = try EV2SessionKeys(key: key, rndA: rndA, rndB: rndB.exposed)
    return (answer, EV2Session(keys: keys, identifier: identifier))
  }

  /// The same for `77`: identifier and counter of the session go on.
  public func finish(
    _ reply: [UInt8], continuing session: EV2Session
  ) throws(SessionError) -> (answer: [UInt8], session: EV2Session) {
    let rndA = try opened(reply)
    let keys = try EV2SessionKeys(key: key, rndA: rndA, rndB: rndB.exposed)
    return (
      try AESCBC.encrypt(Bytes.rotatedLeft(rndA), key: key),
      EV2Session(keys: keys, identifier: session.identifier, counter: session.counter)
    )
  }

  private func opened(_ reply: [UInt8]) throws(SessionError) -> [UInt8] {
    guard reply.count == 32 else { throw .length(reply.count) }
    let plain = try AESCBC.decrypt(reply, key: key)
    guard ConstantTime.areEqual(plain.suffix(16), Bytes.rotatedLeft(rndB.exposed)) else {
      throw .notAuthentic
    }
    return Array(plain.prefix(16))
  }
}
