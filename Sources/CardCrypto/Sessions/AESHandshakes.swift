/// The terminal's part that AuthenticateAES and AuthenticateEV2First have in common: the challenge
/// opened, RndA ‖ RndB′ sent back, RndA′ awaited.
struct TerminalHandshake: Sendable {
  /// E(RndA ‖ RndB′), 32 bytes.
  let reply: [UInt8]
  let key: SecretBytes
  let rndA: SecretBytes
  let rndB: SecretBytes

  /// Answers the card's challenge E(RndB), 16 bytes; RndA comes from `generator`.
  ///
  /// - Parameter isChained: Whether CBC runs on from the challenge, or begins anew with zeros.
  init(
    key: SecretBytes, challenge: [UInt8], isChained: Bool,
    using generator: inout some RandomNumberGenerator
  ) throws(SessionError) {
    guard challenge.count == 16 else { throw .length(challenge.count) }
    let rndB = try AESCBC.decrypt(challenge, key: key)
    let rndA = Bytes.challenge(using: &generator)
    reply = try AESCBC.encrypt(
      rndA + Bytes.rotatedLeft(rndB), key: key, iv: isChained ? challenge : AESCBC.zeroIV)
    self.key = key
    self.rndA = SecretBytes(rndA)
    self.rndB = SecretBytes(rndB)
  }

  /// Throws ``SessionError/notAuthentic`` when what came back is not RndA′.
  func check(_ returned: some RandomAccessCollection<UInt8>) throws(SessionError) {
    guard ConstantTime.areEqual(returned, Bytes.rotatedLeft(rndA.exposed)) else {
      throw .notAuthentic
    }
  }
}

/// The card's part that both have in common.
struct CardHandshake: Sendable {
  /// E(RndB), 16 bytes.
  let challenge: [UInt8]
  let key: SecretBytes
  let rndB: SecretBytes

  /// Makes a challenge; RndB comes from `generator`.
  init(
    key: SecretBytes, using generator: inout some RandomNumberGenerator
  ) throws(SessionError) {
    let rndB = Bytes.challenge(using: &generator)
    challenge = try AESCBC.encrypt(rndB, key: key)
    self.key = key
    self.rndB = SecretBytes(rndB)
  }

  /// Opens the terminal's reply, 32 bytes, and gives RndA.
  ///
  /// Throws ``SessionError/notAuthentic`` when RndB′ is wrong.
  func rndA(
    from reply: [UInt8], isChained: Bool
  ) throws(SessionError) -> [UInt8] {
    guard reply.count == 32 else { throw .length(reply.count) }
    let plain = try AESCBC.decrypt(
      reply, key: key, iv: isChained ? challenge : AESCBC.zeroIV)
    guard ConstantTime.areEqual(plain.suffix(16), Bytes.rotatedLeft(rndB.exposed)) else {
      throw .notAuthentic
    }
    return Array(plain.prefix(16))
  }
}

extension SecretBytes {
  /// A short-lived copy for a computation.
  var exposed: [UInt8] { unsafe withBytes { bytes in unsafe Array(bytes) } }
}
