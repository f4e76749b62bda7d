/// The terminal's side of AuthenticateAES (`AA`, MIFARE DESFire EV1).
///
/// CBC runs on through the three messages: each one's initialisation vector is the last block of the
/// one before.
public struct EV1Handshake: Handshake {
  private let common: TerminalHandshake

  public var reply: [UInt8] { common.reply }

  /// Answers the card's challenge E(RndB), 16 bytes; RndA comes from `generator`.
  public init(
    key: SecretBytes, challenge: [UInt8], using generator: inout some RandomNumberGenerator
  ) throws(SessionError) {
    common = try TerminalHandshake(
      key: key, challenge: challenge, isChained: true, using: &generator)
  }

  public func finish(_ answer: [UInt8]) async throws(SessionError) -> EV1Session {
    try settle(answer)
  }

  /// The same without waiting, for a device that computes with the key itself.
  public func settle(_ answer: [UInt8]) throws(SessionError) -> EV1Session {
    guard answer.count == 16 else { throw .length(answer.count) }
    try common.check(AESCBC.decrypt(answer, key: common.key, iv: reply.suffix(16)))
    return EV1Session(rndA: common.rndA.exposed, rndB: common.rndB.exposed)
  }
}

/// The card's side of AuthenticateAES, for virtual cards.
public struct EV1CardHandshake: Sendable {
  private let common: CardHandshake

  /// E(RndB), 16 bytes: the card's answer to `AA`.
  public var challenge: [UInt8] { common.challenge }

  /// Makes a challenge; RndB comes from `generator`.
  public init(
    key: SecretBytes, using generator: inout some RandomNumberGenerator
  ) throws(SessionError) {
    common = try CardHandshake(key: key, using: &generator)
  }

  /// Checks the terminal's reply, 32 bytes, and gives the card's answer and session.
  ///
  /// Throws ``SessionError/notAuthentic`` when RndB′ is wrong.
  public func finish(
    _ reply: [UInt8]
  ) throws(SessionError) -> (answer: [UInt8], session: EV1Session) {
    let rndA = try common.rndA(from: reply, isChained: true)
    let answer = try AESCBC.encrypt(
      Bytes.rotatedLeft(rndA), key: common.key, iv: reply.suffix(16))
    return (answer, EV1Session(rndA: rndA, rndB: common.rndB.exposed))
  }
}
