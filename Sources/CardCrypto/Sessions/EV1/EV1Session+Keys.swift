extension EV1Session {
  /// A session whose handshake a device (a SAM) has taken part in: the key is all that came out of it.
  ///
  /// Throws ``SessionError/length(_:)`` for a key that has not 16 bytes.
  public init(sessionKey: SecretBytes) throws(SessionError) {
    guard sessionKey.count == 16 else { throw .length(sessionKey.count) }
    self.init(key: sessionKey)
  }

  /// The key of this session, good for one tap: what a SAM hands to its terminal.
  public var sessionKey: SecretBytes { key }
}
