/// Something that holds the issuer keys of some card years and computes with them.
///
/// It never gives an issuer key out, so a key file, a SAM (a second card that computes) and a PKCS#11
/// token can all stand behind it. Every operation may take as long as the device behind it takes and
/// throws ``KeyStoreError``; no operation answers for a year that the store does not hold.
public protocol KeyStore: Sendable {
  /// The card years for which a key is held.
  func years() async throws(KeyStoreError) -> Set<Int>

  /// AES-CMAC of `message` under the issuer key of `year`: 16 bytes.
  ///
  /// A message that begins with `01` is refused (``KeyStoreError/reservedMessage``): its code would
  /// be a diversified key (AN10922).
  func authenticationCode(
    year: Int, message: [UInt8]
  ) async throws(KeyStoreError) -> [UInt8]

  /// AES-CMAC of `message` under the key that AN10922 derives from the issuer key of `year` with
  /// `diversification` (1 to 31 bytes): 16 bytes.
  func diversifiedAuthenticationCode(
    year: Int, diversification: [UInt8], message: [UInt8]
  ) async throws(KeyStoreError) -> [UInt8]

  /// The key check value: the first 3 bytes of the AES-CMAC over 16 zero bytes.
  ///
  /// It tells keys apart and gives nothing away; it is all that is ever shown of a key.
  func checkValue(year: Int) async throws(KeyStoreError) -> KeyCheckValue
}

/// A key store that may also make cards.
///
/// Issuing is a right of its own: a till's store verifies and has no issuing years.
public protocol IssuingKeyStore: KeyStore {
  /// The card years for which cards may be made.
  func issuingYears() async throws(KeyStoreError) -> Set<Int>

  /// The key for one card (AN10922 with `diversification`), to be written into the card.
  ///
  /// Throws ``KeyStoreError/noIssuingRight(year:)`` where the store only verifies.
  func cardKey(
    year: Int, diversification: [UInt8]
  ) async throws(KeyStoreError) -> SecretBytes
}
