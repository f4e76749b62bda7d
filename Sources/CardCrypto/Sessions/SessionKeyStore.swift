/// A key store that also proves a card that answers in sessions: DESFire, NTAG 424 DNA, MIFARE Classic.
///
/// The store takes part in the card's own handshake and hands out a session, whose keys are good for
/// this one tap. Issuer keys and card keys stay inside, so that a SAM can stand behind it; the one
/// exception is the key of a MIFARE Classic sector, which the reader's cipher needs as it is.
public protocol SessionKeyStore: KeyStore {
  /// Takes the first step of AuthenticateAES (`AA`) under the key that AN10922 derives from the issuer
  /// key of `year` with `diversification` (1 to 31 bytes).
  ///
  /// A store without the right to issue opens sessions with the ``ReadingKey`` only; for any other it
  /// throws ``KeyStoreError/noIssuingRight(year:)``.
  ///
  /// - Parameters:
  ///   - year: the card year of the issuer key.
  ///   - diversification: what the card's key is derived with, 1 to 31 bytes.
  ///   - challenge: the card's E(RndB), 16 bytes.
  func beginEV1(
    year: Int, diversification: [UInt8], challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<EV1Session>

  /// Takes the first step of AuthenticateEV2First (`71`) under the same kind of key.
  ///
  /// - Parameters:
  ///   - year: the card year of the issuer key.
  ///   - diversification: what the card's key is derived with, 1 to 31 bytes.
  ///   - challenge: the card's E(RndB), 16 bytes.
  func beginEV2(
    year: Int, diversification: [UInt8], challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<EV2Session>

  /// Decrypts the PICCData of a SUN message, 16 bytes; `nil` when what comes out is none, as it is
  /// under the key of another year or issuer.
  func piccData(
    year: Int, diversification: [UInt8], encrypted: [UInt8]
  ) async throws(SessionError) -> PICCData?

  /// The key of a MIFARE Classic sector: the first 6 bytes of the diversified key.
  ///
  /// Only for a diversification that ends with ``SectorKey/keyNumber``; any other is refused with
  /// ``KeyStoreError/reservedMessage``, so that no part of a card's AES keys gets out this way.
  func sectorKey(
    year: Int, diversification: [UInt8]
  ) async throws(KeyStoreError) -> SecretBytes
}

/// The keys of a MIFARE Classic sector, cut from a diversified AES key.
public enum SectorKey {
  /// The key number with which the diversification of a sector key ends.
  public static let keyNumber: UInt8 = 0x0A
  /// The length of a sector key.
  public static let byteCount = 6

  /// Key A: the first six bytes of the diversified key.
  public static func keyA(_ cardKey: SecretBytes) -> SecretBytes {
    unsafe cardKey.withBytes { unsafe SecretBytes($0.prefix(byteCount)) }
  }

  /// Key B: the six bytes after them. It is written by the issuer and never needed by a terminal.
  public static func keyB(_ cardKey: SecretBytes) -> SecretBytes {
    unsafe cardKey.withBytes { unsafe SecretBytes($0.dropFirst(byteCount).prefix(byteCount)) }
  }
}
