/// The terminal's side of AuthenticateAES (`AA`, MIFARE DESFire EV1).
///
/// CBC runs on through the three messages: each one's initialisation vector is the last block of the
/// one before.
public struct EV1Handshake: Handshake {
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
    reply = try AESCBC.encrypt(rndA + Bytes.rotatedLeft(rndB), key: key, iv: challenge)
    self.key = key
    self.rndA = SecretBytes(rndA)
    self.rndB = SecretBytes(rndB)
  }

  public func finish(_ answer: [UInt8]) async throws(SessionError) -> EV1Session {
    try settle(answer)
  }

  /// The same without waiting, for a device that computes with the key itself.
  public func settle(_ answer: [UInt8]) throws(SessionError) -> EV1Session {
    guard answer.count == 16 else { throw .length(answer.count) }
    let returned = try AESCBC.decrypt(answer, key: key, iv: reply.suffix(16))
    guard ConstantTime.areEqual(returned, Bytes.rotatedLeft(rndA.exposed)) else {
      throw .notAuthentic
    }
    return EV1Session(rndA: rndA.exposed, rndB: rndB.exposed)
  }
}

/// The card's side of AuthenticateAES, for virtual cards.
public struct EV1CardHandshake: Sendable {
  /// E(RndB), 16 bytes: the card's answer to `AA`.
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

  /// Checks the terminal's reply, 32 bytes, and gives the card's answer and session.
  ///
  /// Throws ``SessionError/notAuthentic`` when RndB′ is wrong.
  public func finish(
    _ reply: [UInt8]
  ) throws(SessionError) -> (answer: [UInt8], session: EV1Session) {
    guard reply.count == 32 else { throw .length(reply.count) }
    let plain = try AESCBC.decrypt(reply, key: key, iv: challenge)
    let rndA = Array(plain.prefix(16))
    guard ConstantTime.areEqual(plain.suffix(16), Bytes.rotatedLeft(rndB.exposed)) else {
      throw .notAuthentic
    }
    let answer = try AESCBC.encrypt(Bytes.rotatedLeft(rndA), key: key, iv: reply.suffix(16))
    return (answer, EV1Session(rndA: rndA, rndB: rndB.exposed))
  }
}

extension SecretBytes {
  /// A short-lived copy for a computation.
  var exposed: [UInt8] { unsafe withBytes { bytes in unsafe Array(bytes) } }
}
