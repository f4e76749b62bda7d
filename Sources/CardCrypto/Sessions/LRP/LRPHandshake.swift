/// The terminal's side of AuthenticateLRPFirst (`71`, with the capability bit for LRP): DESFire Light and
/// EV3, NTAG 424 DNA that were switched to LRP (NXP AN12343, section 7.3).
///
/// The challenges go over the air as they are; what proves the key are the codes over them.
public struct LRPHandshake: Handshake {
  /// What the command carries behind the key's number: one byte of capabilities, LRP.
  public static let capabilities: [UInt8] = [0x01, 0x02]
  /// The first byte of the card's challenge: it speaks LRP.
  static let mode: UInt8 = 0x01

  /// RndA and its code, 32 bytes.
  public let reply: [UInt8]
  private let keys: LRPSessionKeys
  private let (rndA, rndB): ([UInt8], [UInt8])

  /// Answers the card's challenge `01` ‖ RndB, 17 bytes; RndA comes from `generator`.
  ///
  /// Throws ``SessionError/length(_:)`` for another length, and ``SessionError/notAuthentic`` for a card
  /// that does not speak LRP.
  public init(
    key: SecretBytes, challenge: [UInt8], using generator: inout some RandomNumberGenerator
  ) throws(SessionError) {
    guard challenge.count == 17 else { throw .length(challenge.count) }
    guard challenge[0] == Self.mode else { throw .notAuthentic }
    (rndA, rndB) = (Bytes.challenge(using: &generator), Array(challenge.dropFirst()))
    keys = try LRPSessionKeys(key: key, rndA: rndA, rndB: rndB)
    reply = rndA + (try keys.code(of: rndA + rndB))
  }

  /// Checks E(TI ‖ PDcap2 ‖ PCDcap2) and its code, 32 bytes. The capabilities are the card's to choose.
  public func finish(_ answer: [UInt8]) async throws(SessionError) -> LRPSession {
    guard answer.count == 32 else { throw .length(answer.count) }
    let sealed = Array(answer.prefix(16))
    let expected = try keys.code(of: rndB + rndA + sealed)
    guard ConstantTime.areEqual(expected, answer.suffix(16)) else { throw .notAuthentic }
    var cipher = LRPCipher(keys.encryption)
    let plain = try cipher.decrypt(sealed)
    return LRPSession(keys: keys, cipher: cipher, identifier: Array(plain.prefix(4)))
  }
}

/// The card's side of AuthenticateLRPFirst.
public struct LRPCardHandshake: Sendable {
  /// `01` ‖ RndB, 17 bytes: the card's answer to `71`.
  public let challenge: [UInt8]
  private let key: SecretBytes

  /// Makes a challenge; RndB comes from `generator`.
  public init(key: SecretBytes, using generator: inout some RandomNumberGenerator) {
    challenge = [LRPHandshake.mode] + Bytes.challenge(using: &generator)
    self.key = key
  }

  /// Checks the terminal's reply, 32 bytes, and gives answer and session.
  ///
  /// - Parameters:
  ///   - reply: RndA and the code of RndA ‖ RndB, 16 bytes each.
  ///   - identifier: TI, four random bytes.
  ///   - capabilities: PDcap2 ‖ PCDcap2, 12 bytes.
  public func finish(
    _ reply: [UInt8], identifier: [UInt8],
    capabilities: [UInt8] = [UInt8](repeating: 0, count: 12)
  ) throws(SessionError) -> (answer: [UInt8], session: LRPSession) {
    guard reply.count == 32 else { throw .length(reply.count) }
    let (rndA, rndB) = (Array(reply.prefix(16)), Array(challenge.dropFirst()))
    let keys = try LRPSessionKeys(key: key, rndA: rndA, rndB: rndB)
    guard ConstantTime.areEqual(try keys.code(of: rndA + rndB), reply.suffix(16)) else {
      throw .notAuthentic
    }
    var cipher = LRPCipher(keys.encryption)
    let sealed = try cipher.encrypt(identifier + capabilities)
    return (
      sealed + (try keys.code(of: rndB + rndA + sealed)),
      LRPSession(keys: keys, cipher: cipher, identifier: identifier)
    )
  }
}
