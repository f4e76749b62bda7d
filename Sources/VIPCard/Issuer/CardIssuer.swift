public import BusinessCalendar
public import CardCrypto

/// Makes cards: what an encoder writes on a stripe, and what goes into a chip.
///
/// It needs the right to issue for the card's year; a till's key store has it for none.
public struct CardIssuer: Sendable {
  private let keys: any IssuingKeyStore

  /// Makes an issuer on a key store.
  public init(keys: any IssuingKeyStore) { self.keys = keys }

  /// The tracks of a card; track 3 only if a rolling counter is wanted.
  ///
  /// Throws ``CardCrypto/KeyStoreError/unknownYear(_:)`` or
  /// ``CardCrypto/KeyStoreError/noIssuingRight(year:)``.
  public func stripe(
    for identity: CardIdentity, counter: RollingCounter? = nil
  ) async throws(KeyStoreError) -> IssuedStripe {
    let code = try await stripeCode(for: identity)
    var rolling: (RollingCounter, StripeCode)?
    if let counter {
      rolling = (counter, try await .expected(for: identity, counter: counter, keys: keys))
    }
    return IssuedStripe(identity, code: code, rolling: rolling)
  }

  /// What is written into a chip with this UID or serial.
  ///
  /// Throws ``CardCrypto/KeyStoreError/unknownYear(_:)`` or
  /// ``CardCrypto/KeyStoreError/noIssuingRight(year:)``.
  public func chip(
    for identity: CardIdentity, uid: [UInt8], issued: BusinessDate
  ) async throws(KeyStoreError) -> ChipPersonalisation {
    let code = try await stripeCode(for: identity)
    let key = try await keys.cardKey(
      year: identity.year.rawValue,
      diversification: CardKey.diversification(
        uid: uid, year: identity.year, keyNumber: CardKey.proof))
    return ChipPersonalisation(
      uid: uid, keyVersion: identity.year.keyVersion,
      memberFile: MemberFile(identity: identity, code: code, issued: issued), proofKey: key)
  }

  /// The static code of a card; refused without the right to issue.
  func stripeCode(
    for identity: CardIdentity
  ) async throws(KeyStoreError) -> StripeCode {
    let year = identity.year.rawValue
    guard try await keys.years().contains(year) else { throw .unknownYear(year) }
    guard try await keys.issuingYears().contains(year) else { throw .noIssuingRight(year: year) }
    return try await .expected(for: identity, keys: keys)
  }
}

/// What goes into one chip. The key inside prints as `••••`.
public struct ChipPersonalisation: Sendable {
  /// The UID of the chip, or the serial of a CPU card.
  public let uid: [UInt8]
  /// The key version byte: year − 2000.
  public let keyVersion: UInt8
  /// The member file.
  public let memberFile: MemberFile
  /// Card key 1.
  public let proofKey: SecretBytes
}
