public import CardCrypto

/// A tap that a SUN message has proven: which chip, of which year, and its how-many-th tap it was.
///
/// It proves that the chip made this message once, not that it is here now: a URL that was captured and
/// never submitted works once. No redemption on it alone.
public struct SUNTap: Sendable, Hashable {
  /// The UID.
  public let uid: [UInt8]
  /// SDMReadCtr of this tap.
  public let readCounter: UInt32
  /// The card year whose keys fit.
  public let year: CardYear

  /// Checks a message against the keys of every year that the store holds, newest first.
  ///
  /// Whether the counter is new is for whoever keeps the last one. Throws ``SUNFailure``.
  public init(_ message: SUNMessage, keys: any SessionKeyStore) async throws(SUNFailure) {
    var hasReadable = false
    for year in try await Self.years(keys) {
      guard let data = try await Self.piccData(message, year, keys) else { continue }
      hasReadable = true
      let expected = try await Self.code(of: data, year, keys)
      guard ConstantTime.areEqual(expected, message.code) else { continue }
      uid = data.uid
      readCounter = data.readCounter
      self.year = year
      return
    }
    throw hasReadable ? .notAuthentic : .foreign
  }

  private static func years(_ keys: any SessionKeyStore) async throws(SUNFailure) -> [CardYear] {
    do {
      return try await keys.years().sorted(by: >).compactMap { CardYear($0) }
    } catch {
      throw .keys(error)
    }
  }

  private static func piccData(
    _ message: SUNMessage, _ year: CardYear, _ keys: any SessionKeyStore
  ) async throws(SUNFailure) -> PICCData? {
    do {
      return try await keys.piccData(
        year: year.rawValue,
        diversification: NTAG424Profile.metaReadDiversification(year: year),
        encrypted: message.encrypted)
    } catch {
      switch error {
      case .keys(let error): throw .keys(error)
      case .length, .notAuthentic, .exhausted: return nil
      }
    }
  }

  private static func code(
    of data: PICCData, _ year: CardYear, _ keys: any SessionKeyStore
  ) async throws(SUNFailure) -> [UInt8] {
    do {
      var key = try await keys.diversifiedAuthenticationCode(
        year: year.rawValue,
        diversification: CardKey.diversification(
          uid: data.uid, year: year, keyNumber: CardKey.sunFileRead),
        message: SDMCode.sessionVector(data))
      return try SDMCode.code(sessionKey: SecretBytes(consuming: &key))
    } catch {
      throw .keys(error)
    }
  }
}

/// Why a SUN message proves nothing.
public enum SUNFailure: Error, Sendable, Equatable {
  /// No key that is held makes sense of it: another issuer's, or a year that is held no longer.
  case foreign
  /// The code is wrong.
  case notAuthentic
  /// The key store failed.
  case keys(KeyStoreError)
}
