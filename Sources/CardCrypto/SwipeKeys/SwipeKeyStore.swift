/// Something that decrypts the tracks of encrypting readers.
///
/// It is no ``KeyStore``: to decrypt a swipe and to verify a card are two rights, and a till may have
/// either without the other. Keys never leave it.
public protocol SwipeKeyStore: Sendable {
  /// The key sets for which keys are held.
  var keySets: [SwipeKeySet] { get }

  /// Decrypts data that a reader sent with a key serial number.
  ///
  /// - Parameters:
  ///   - encrypted: whole blocks of the cipher.
  ///   - cipher: how the reader encrypts.
  ///   - variant: with which key of the transaction the model encrypts; a key set can say otherwise.
  ///   - number: the key serial number that came with the data.
  ///
  /// What comes out is overwritten when it is released. A wrong key is not noticed here: it gives
  /// other bytes. Throws ``SwipeKeyError/noKeySet(_:)`` and ``SwipeKeyError/dukpt(_:)``.
  func decrypt(
    _ encrypted: Span<UInt8>, cipher: TrackCipher, variant: SwipeKeyVariant,
    number: KeySerialNumber
  ) throws(SwipeKeyError) -> SecretBytes
}

extension SwipeKeyStore {
  /// The key set of a key serial number: the one with the longest prefix that fits.
  public func keySet(for number: KeySerialNumber) -> SwipeKeySet? {
    keySets.filter { $0.algorithm == number.algorithm && $0.prefix.fits(number) }
      .max { $0.prefix.bytes.count < $1.prefix.bytes.count }
  }
}
