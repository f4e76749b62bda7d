extension MemoryKeyStore: SessionKeyStore {
  public func beginEV1(
    year: Int, diversification: [UInt8], challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<EV1Session> {
    var generator = SystemRandomNumberGenerator()
    return try EV1Handshake(
      key: sessionKey(year, diversification), challenge: challenge, using: &generator)
  }

  public func beginEV2(
    year: Int, diversification: [UInt8], challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<EV2Session> {
    var generator = SystemRandomNumberGenerator()
    return try EV2Handshake(
      key: sessionKey(year, diversification), challenge: challenge, using: &generator)
  }

  public func piccData(
    year: Int, diversification: [UInt8], encrypted: [UInt8]
  ) async throws(SessionError) -> PICCData? {
    try PICCData(decrypting: encrypted, key: diversified(year, diversification))
  }

  public func sectorKey(
    year: Int, diversification: [UInt8]
  ) async throws(KeyStoreError) -> SecretBytes {
    guard diversification.last == SectorKey.keyNumber else { throw .reservedMessage }
    return SectorKey.keyA(try AN10922.diversify(key(year), with: diversification))
  }

  /// The key of a session: without the right to issue, only the one that reads.
  private func sessionKey(
    _ year: Int, _ diversification: [UInt8]
  ) throws(SessionError) -> SecretBytes {
    try asSession { () throws(KeyStoreError) in
      let right = try right(year)
      try ReadingKey.check(year: year, diversification: diversification, right: right)
    }
    return try diversified(year, diversification)
  }

  private func diversified(
    _ year: Int, _ diversification: [UInt8]
  ) throws(SessionError) -> SecretBytes {
    try asSession { () throws(KeyStoreError) in
      try AN10922.diversify(key(year), with: diversification)
    }
  }
}
