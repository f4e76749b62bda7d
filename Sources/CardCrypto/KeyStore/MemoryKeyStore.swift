/// A key store in this process's memory: what an unlocked key file becomes, and what tests use.
public struct MemoryKeyStore: IssuingKeyStore {
  private let keys: [Int: (key: SecretBytes, right: KeyRight)]

  /// Makes a store of AES-128 issuer keys by card year, all with the same right.
  ///
  /// Throws ``KeyStoreError/invalidKey(length:)`` for a key that has not 16 bytes.
  public init(
    _ keys: [Int: SecretBytes], right: KeyRight = .verify
  ) throws(KeyStoreError) {
    try self.init(entries: keys.mapValues { ($0, right) })
  }

  init(entries: [Int: (key: SecretBytes, right: KeyRight)]) throws(KeyStoreError) {
    for entry in entries.values where entry.key.count != 16 {
      throw .invalidKey(length: entry.key.count)
    }
    keys = entries
  }

  /// The same keys without the right to issue, as a till gets them.
  public var verifyingOnly: MemoryKeyStore {
    MemoryKeyStore(trusted: keys.mapValues { ($0.key, .verify) })
  }

  private init(trusted: [Int: (key: SecretBytes, right: KeyRight)]) { keys = trusted }

  /// The issuer key of a year, for computing with it inside this module only.
  func key(_ year: Int) throws(KeyStoreError) -> SecretBytes {
    guard let entry = keys[year] else { throw .unknownYear(year) }
    return entry.key
  }

  /// What may be done with the key of a year.
  func right(_ year: Int) throws(KeyStoreError) -> KeyRight {
    guard let entry = keys[year] else { throw .unknownYear(year) }
    return entry.right
  }

  public func years() async throws(KeyStoreError) -> Set<Int> { Set(keys.keys) }

  public func authenticationCode(
    year: Int, message: [UInt8]
  ) async throws(KeyStoreError) -> [UInt8] {
    guard message.first != 0x01 else { throw .reservedMessage }
    return try AESCMAC.code(of: message, key: key(year))
  }

  public func diversifiedAuthenticationCode(
    year: Int, diversification: [UInt8], message: [UInt8]
  ) async throws(KeyStoreError) -> [UInt8] {
    let cardKey = try AN10922.diversify(key(year), with: diversification)
    return try AESCMAC.code(of: message, key: cardKey)
  }

  public func checkValue(year: Int) async throws(KeyStoreError) -> KeyCheckValue {
    try KeyCheckValue(of: key(year))
  }

  public func issuingYears() async throws(KeyStoreError) -> Set<Int> {
    Set(keys.filter { $0.value.right == .issue }.keys)
  }

  public func cardKey(
    year: Int, diversification: [UInt8]
  ) async throws(KeyStoreError) -> SecretBytes {
    guard let entry = keys[year] else { throw .unknownYear(year) }
    guard entry.right == .issue else { throw .noIssuingRight(year: year) }
    return try AN10922.diversify(entry.key, with: diversification)
  }
}

extension MemoryKeyStore: CustomStringConvertible, CustomReflectable {
  /// The years, never the keys.
  public var description: String { "keys of \(keys.keys.sorted())" }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
