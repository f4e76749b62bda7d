/// The two keys of an EV2 session (NXP AN12196, section 5.6).
package struct EV2SessionKeys: Sendable {
  let encryption: SecretBytes
  let authentication: SecretBytes

  init(key: SecretBytes, rndA: [UInt8], rndB: [UInt8]) throws(SessionError) {
    encryption = try Self.derive(key, [0xA5, 0x5A], rndA, rndB)
    authentication = try Self.derive(key, [0x5A, 0xA5], rndA, rndB)
  }

  init(encryption: SecretBytes, authentication: SecretBytes) {
    self.encryption = encryption
    self.authentication = authentication
  }

  /// SV: label ‖ 00010080 ‖ RndA[0..1] ‖ (RndA[2..7] ⊕ RndB[0..5]) ‖ RndB[6..15] ‖ RndA[8..15].
  package static func vector(_ label: [UInt8], _ rndA: [UInt8], _ rndB: [UInt8]) -> [UInt8] {
    let mixed = zip(rndA.dropFirst(2).prefix(6), rndB.prefix(6)).map { $0 ^ $1 }
    return label + [0x00, 0x01, 0x00, 0x80] + rndA.prefix(2) + mixed + rndB.dropFirst(6)
      + rndA.dropFirst(8)
  }

  private static func derive(
    _ key: SecretBytes, _ label: [UInt8], _ rndA: [UInt8], _ rndB: [UInt8]
  ) throws(SessionError) -> SecretBytes {
    var code = try asSession { () throws(KeyStoreError) in
      try AESCMAC.code(of: vector(label, rndA, rndB), key: key)
    }
    return SecretBytes(consuming: &code)
  }
}
