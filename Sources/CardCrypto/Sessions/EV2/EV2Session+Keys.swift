extension EV2Session {
  /// A session whose handshake a device (a SAM) has taken part in.
  ///
  /// - Parameters:
  ///   - encryptionKey: KSesAuthENC, 16 bytes.
  ///   - authenticationKey: KSesAuthMAC, 16 bytes.
  ///   - identifier: TI, 4 bytes.
  ///
  /// Throws ``SessionError/length(_:)`` for a part of another length.
  public init(
    encryptionKey: SecretBytes, authenticationKey: SecretBytes, identifier: [UInt8]
  ) throws(SessionError) {
    for key in [encryptionKey, authenticationKey] where key.count != 16 {
      throw .length(key.count)
    }
    guard identifier.count == 4 else { throw .length(identifier.count) }
    self.init(
      keys: EV2SessionKeys(encryption: encryptionKey, authentication: authenticationKey),
      identifier: identifier)
  }

  /// KSesAuthENC and KSesAuthMAC, good for one tap: what a SAM hands to its terminal.
  public var sessionKeys: (encryption: SecretBytes, authentication: SecretBytes) {
    (keys.encryption, keys.authentication)
  }
}
