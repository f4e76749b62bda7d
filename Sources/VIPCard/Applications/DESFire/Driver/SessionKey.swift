public import CardCrypto

/// The key of one slot of a card, as far as a handshake needs it: known as it is, or held by a key
/// store that never gives it out.
public protocol SessionKey: Sendable {
  /// Answers the challenge of AuthenticateAES, 16 bytes.
  func beginEV1(_ challenge: [UInt8]) async throws(SessionError) -> any Handshake<EV1Session>
  /// Answers the challenge of AuthenticateEV2First, 16 bytes.
  func beginEV2(_ challenge: [UInt8]) async throws(SessionError) -> any Handshake<EV2Session>
}

/// A key that is known as it is, such as the one with which a chip leaves the factory.
public struct KnownKey: SessionKey {
  private let key: SecretBytes

  /// Takes an AES-128 key.
  public init(_ key: SecretBytes) { self.key = key }

  /// Sixteen zero bytes: the AES key of a fresh application and of a fresh NTAG 424 DNA.
  public static let factory = KnownKey(SecretBytes([UInt8](repeating: 0, count: 16)))

  public func beginEV1(
    _ challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<EV1Session> {
    var generator = SystemRandomNumberGenerator()
    return try EV1Handshake(key: key, challenge: challenge, using: &generator)
  }

  public func beginEV2(
    _ challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<EV2Session> {
    var generator = SystemRandomNumberGenerator()
    return try EV2Handshake(key: key, challenge: challenge, using: &generator)
  }
}

/// A key that a store derives (AN10922) and keeps.
public struct StoredKey: SessionKey {
  private let keys: any SessionKeyStore
  private let year: Int
  private let diversification: [UInt8]

  /// The key of an issue year for a diversification input of 1 to 31 bytes.
  public init(_ keys: any SessionKeyStore, year: CardYear, diversification: [UInt8]) {
    self.keys = keys
    self.year = year.rawValue
    self.diversification = diversification
  }

  public func beginEV1(
    _ challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<EV1Session> {
    try await keys.beginEV1(year: year, diversification: diversification, challenge: challenge)
  }

  public func beginEV2(
    _ challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<EV2Session> {
    try await keys.beginEV2(year: year, diversification: diversification, challenge: challenge)
  }
}
