public import CardCrypto

/// One key on a virtual card, with its version byte.
///
/// Its coded form holds the key in hex digits: the state of a virtual card is as secret as the card.
public struct CardKeySlot: Sendable, Equatable, Codable {
  /// The key.
  public let key: SecretBytes
  /// The version byte.
  public let version: UInt8

  /// Puts a key into a slot.
  public init(key: SecretBytes, version: UInt8) {
    self.key = key
    self.version = version
  }

  /// The key of a card that nobody has personalised: zeros, version 00.
  public static let transport = CardKeySlot(
    key: SecretBytes([UInt8](repeating: 0, count: 16)), version: 0)

  private enum CodingKeys: String, CodingKey { case key, version }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    key = try container.decodeSecret(forKey: .key)
    guard key.count == 16 else {
      throw DecodingError.dataCorruptedError(
        forKey: .key, in: container, debugDescription: "not 16 bytes")
    }
    version = try container.decode(UInt8.self, forKey: .version)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeSecret(key, forKey: .key)
    try container.encode(version, forKey: .version)
  }
}

extension KeyedDecodingContainer {
  /// Reads a secret from hex digits.
  func decodeSecret(forKey key: Key) throws -> SecretBytes {
    guard var bytes = Hex.bytes(try decode(String.self, forKey: key)) else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "not hex digits")
    }
    return SecretBytes(consuming: &bytes)
  }
}

extension KeyedEncodingContainer {
  /// Writes a secret as hex digits.
  mutating func encodeSecret(_ secret: SecretBytes, forKey key: Key) throws {
    try encode(unsafe secret.withBytes { unsafe Hex.text($0) }, forKey: key)
  }
}
