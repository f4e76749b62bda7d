/// The keys of an LRP session (NXP AN12343, section 7.3): one master key of the session, from which the
/// primitive derives one key for codes and one to encipher.
package struct LRPSessionKeys: Sendable {
  let authentication: LRP
  let encryption: LRP

  init(key: SecretBytes, rndA: [UInt8], rndB: [UInt8]) throws(SessionError) {
    // The vector of EV2 without its label in front, and with 9669 behind.
    try self.init(key: key, vector: EV2SessionKeys.vector([], rndA, rndB) + [0x96, 0x69])
  }

  init(key: SecretBytes, vector: [UInt8]) throws(SessionError) {
    (authentication, encryption) = try asSession { () throws(KeyStoreError) in
      var code = try LRPCMAC.code(of: vector, LRP(key: key))
      let master = SecretBytes(consuming: &code)
      return (try LRP(key: master, updatedKey: 0), try LRP(key: master, updatedKey: 1))
    }
  }

  func code(of message: [UInt8]) throws(SessionError) -> [UInt8] {
    try asSession { () throws(KeyStoreError) in try LRPCMAC.code(of: message, authentication) }
  }
}
