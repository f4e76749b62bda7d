/// A key that a card has or gets, named so that whoever names it need not know it.
public enum CardKeyReference: Sendable {
  /// A key that everybody knows, such as the sixteen zero bytes of a card from the factory.
  case known(SecretBytes)
  /// The key that AN10922 derives from the issuer key of `year` with `diversification`.
  case diversified(year: Int, diversification: [UInt8])
}

/// One ChangeKey (`C4`), to be sealed by a device that holds the issuer keys.
public struct SealedKeyChange: Sendable {
  /// Which key of the card changes; with the two bits of the key type where the master key of the card
  /// changes.
  public let keyNumber: UInt8
  /// The version byte of the new key.
  public let version: UInt8
  /// The card year whose issuer key the new key comes from.
  public let year: Int
  /// The AN10922 input of the new key, 1 to 31 bytes.
  public let diversification: [UInt8]
  /// The key that it has now; `nil` if it is the session's own key.
  public let replacing: CardKeyReference?

  /// Names a change.
  public init(
    keyNumber: UInt8, version: UInt8, year: Int, diversification: [UInt8],
    replacing: CardKeyReference?
  ) {
    self.keyNumber = keyNumber
    self.version = version
    self.year = year
    self.diversification = diversification
    self.replacing = replacing
  }
}

/// A session with a card in which keys change; neither its keys nor the card's come out of the store.
public protocol KeyChangeSession: Sendable {
  /// What follows `C4`: the key number and the cryptogram (and, in an EV2 session, the code).
  func seal(_ change: SealedKeyChange) async throws(SessionError) -> [UInt8]

  /// Checks the code of the card's answer with status `00`.
  ///
  /// Not for the change of the session's own key, which ends the session without a code.
  func confirm(_ answer: [UInt8]) async throws(SessionError)
}

/// Which handshake opens a session.
public enum SessionGeneration: UInt8, Sendable, Hashable, CaseIterable {
  /// AuthenticateAES (`AA`).
  case ev1 = 1
  /// AuthenticateEV2First (`71`).
  case ev2 = 2
}

/// A key store that writes keys into cards without giving them out.
///
/// It opens the card's session itself, keeps it, and seals each ChangeKey in it. Where the card was
/// authenticated with a key that everybody knows, whoever listens can open the cryptograms all the
/// same; a card that changes from one year's keys to the next gives nothing away.
public protocol SealedIssuingKeyStore: SessionKeyStore {
  /// The card years for which cards may be made.
  func issuingYears() async throws(KeyStoreError) -> Set<Int>

  /// Answers the card's challenge E(RndB), 16 bytes, for a session that changes keys.
  ///
  /// - Parameters:
  ///   - generation: which handshake opens the session.
  ///   - key: the key with which the card is authenticated.
  ///   - challenge: the card's E(RndB), 16 bytes.
  ///
  /// Throws ``KeyStoreError/noIssuingRight(year:)`` where the store only verifies.
  func beginKeyChanges(
    _ generation: SessionGeneration, key: CardKeyReference, challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<any KeyChangeSession>
}
