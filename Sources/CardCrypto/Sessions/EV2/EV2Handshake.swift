/// The terminal's side of AuthenticateEV2First (`71`): DESFire EV2, EV3 and Light, NTAG 424 DNA.
///
/// Every message is enciphered from a zero initialisation vector (NXP AN12196, section 5.6).
public struct EV2Handshake: Handshake {
  private let common: TerminalHandshake

  public var reply: [UInt8] { common.reply }

  /// Answers the card's challenge E(RndB), 16 bytes; RndA comes from `generator`.
  public init(
    key: SecretBytes, challenge: [UInt8], using generator: inout some RandomNumberGenerator
  ) throws(SessionError) {
    common = try TerminalHandshake(
      key: key, challenge: challenge, isChained: false, using: &generator)
  }

  /// Checks E(TI ‖ RndA′ ‖ PDcap2 ‖ PCDcap2), 32 bytes. The capabilities are the card's to choose.
  public func finish(_ answer: [UInt8]) async throws(SessionError) -> EV2Session {
    try settle(answer)
  }

  /// The same without waiting, for a device that computes with the key itself.
  public func settle(_ answer: [UInt8]) throws(SessionError) -> EV2Session {
    guard answer.count == 32 else { throw .length(answer.count) }
    let plain = try AESCBC.decrypt(answer, key: common.key)
    try common.check(plain.dropFirst(4).prefix(16))
    return EV2Session(keys: try sessionKeys, identifier: Array(plain.prefix(4)))
  }

  /// Checks the answer to AuthenticateEV2NonFirst (`77`), E(RndA′), 16 bytes: new keys for a session
  /// whose identifier and counter go on.
  public func finish(
    _ answer: [UInt8], continuing session: EV2Session
  ) throws(SessionError) -> EV2Session {
    guard answer.count == 16 else { throw .length(answer.count) }
    try common.check(AESCBC.decrypt(answer, key: common.key))
    return EV2Session(
      keys: try sessionKeys, identifier: session.identifier, counter: session.counter)
  }

  private var sessionKeys: EV2SessionKeys {
    get throws(SessionError) {
      try EV2SessionKeys(
        key: common.key, rndA: common.rndA.exposed, rndB: common.rndB.exposed)
    }
  }
}

/// The card's side of AuthenticateEV2First and AuthenticateEV2NonFirst, for virtual cards.
public struct EV2CardHandshake: Sendable {
  private let common: CardHandshake

  /// E(RndB), 16 bytes: the card's answer to `71` or `77`.
  public var challenge: [UInt8] { common.challenge }

  /// Makes a challenge; RndB comes from `generator`.
  public init(
    key: SecretBytes, using generator: inout some RandomNumberGenerator
  ) throws(SessionError) {
    common = try CardHandshake(key: key, using: &generator)
  }

  /// Checks the terminal's reply, 32 bytes, and gives answer and session.
  ///
  /// - Parameters:
  ///   - reply: E(RndA ‖ RndB′), 32 bytes.
  ///   - identifier: TI, four random bytes.
  ///   - capabilities: PDcap2 ‖ PCDcap2, 12 bytes.
  public func finish(
    _ reply: [UInt8], identifier: [UInt8],
    capabilities: [UInt8] = [UInt8](repeating: 0, count: 12)
  ) throws(SessionError) -> (answer: [UInt8], session: EV2Session) {
    let (rndA, keys) = try opened(reply)
    let answer = try AESCBC.encrypt(
      identifier + Bytes.rotatedLeft(rndA) + capabilities, key: common.key)
    return (answer, EV2Session(keys: keys, identifier: identifier))
  }

  /// The same for `77`: identifier and counter of the session go on.
  public func finish(
    _ reply: [UInt8], continuing session: EV2Session
  ) throws(SessionError) -> (answer: [UInt8], session: EV2Session) {
    let (rndA, keys) = try opened(reply)
    return (
      try AESCBC.encrypt(Bytes.rotatedLeft(rndA), key: common.key),
      EV2Session(keys: keys, identifier: session.identifier, counter: session.counter)
    )
  }

  private func opened(
    _ reply: [UInt8]
  ) throws(SessionError) -> (rndA: [UInt8], keys: EV2SessionKeys) {
    let rndA = try common.rndA(from: reply, isChained: false)
    let keys = try EV2SessionKeys(key: common.key, rndA: rndA, rndB: common.rndB.exposed)
    return (rndA, keys)
  }
}
