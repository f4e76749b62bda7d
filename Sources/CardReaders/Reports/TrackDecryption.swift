import CardCrypto
import MagneticStripe

/// Decrypts the tracks of one swipe of an encrypting head.
///
/// What comes out of a wrong key is no track: such bytes are dropped, and the error names the key.
struct TrackDecryption {
  let desk: ReadingDesk
  /// The key serial number as the report has it, for errors; `nil` where it gives none.
  let numberText: String?
  private let number: KeySerialNumber?

  /// Takes the key serial number.
  init(_ desk: ReadingDesk, number bytes: [UInt8]) {
    self.desk = desk
    number = bytes.contains { $0 != 0 } ? try? KeySerialNumber(bytes) : nil
    numberText = number?.description
  }

  /// Takes the key serial number from its place in a report.
  init(_ desk: ReadingDesk, number report: Span<UInt8>, at place: Range<Int>?) {
    let place = (place ?? 0..<0).clamped(to: 0..<report.count)
    self.init(desk, number: place.map { report[$0] })
  }

  /// What is said where no key is at hand.
  var locked: TrackError { .encrypted(keySerialNumber: numberText) }

  /// What is said where the key at hand gives no track.
  var undecipherable: TrackError { .undecipherable(keySerialNumber: numberText) }

  /// Decrypts one run of whole blocks.
  func decrypt(
    _ encrypted: Span<UInt8>, cipher: TrackCipher, variant: SwipeKeyVariant
  ) throws(TrackError) -> SecretBytes {
    guard let keys = desk.keys, let number else { throw locked }
    do throws(SwipeKeyError) {
      return try keys.decrypt(encrypted, cipher: cipher, variant: variant, number: number)
    } catch {
      if case .noKeySet = error { throw locked }
      throw undecipherable
    }
  }

  /// Reads a decrypted track: it must have both sentinels, and every character of it must fit.
  ///
  /// - Parameters:
  ///   - place: where it lies in what was decrypted.
  ///   - hash: the SHA-1 that the head sent for it.
  func read(
    _ clear: SecretBytes, _ place: Range<Int>, track: TrackNumber, hash: TrackHashClaim? = nil
  ) -> (read: TrackRead, standard: StripeStandard?) {
    let found = unsafe clear.withBytes { bytes -> (read: TrackRead, standard: StripeStandard?)? in
      let bytes = unsafe UnsafeRawBufferPointer(rebasing: bytes[place.clamped(to: 0..<bytes.count)])
      let characters = unsafe bytes.bindMemory(to: UInt8.self).span
      guard Self.isFramed(characters, track) else { return nil }
      let found = TrackRead.inReport(characters, 0..<characters.count, track: track)
      if case .error = found.read { return nil }
      // Of a payment card no copy is made for hashing: it is dropped in any case.
      if let hash, let data = found.read.data, !desk.filter.isPaymentCard(data) {
        guard unsafe hash.fits(bytes) else {
          return (.error(.hashMismatch(keySerialNumber: numberText)), nil)
        }
      }
      return found
    }
    return found ?? (.error(undecipherable), nil)
  }

  /// Reads the bits of a track that the head encrypted without decoding it.
  func readBits(_ clear: SecretBytes, _ place: Range<Int>, track: TrackNumber) -> TrackRead {
    unsafe clear.withBytes { bytes in
      let bytes = unsafe UnsafeRawBufferPointer(rebasing: bytes[place.clamped(to: 0..<bytes.count)])
      return TrackRead.inRawReport(unsafe bytes.bindMemory(to: UInt8.self).span, track: track)
    }
  }

  /// Whether bytes begin as the track can begin and have an end sentinel; a JIS track has DEL at both
  /// ends.
  private static func isFramed(_ characters: Span<UInt8>, _ track: TrackNumber) -> Bool {
    guard characters.count > 1 else { return false }
    let first = characters[0]
    if first == 0x7F {
      return characters[characters.count - 1] == 0x7F
        && (1..<characters.count - 1).allSatisfy { (0x20..<0x7F).contains(characters[$0]) }
    }
    let starts: [UInt8] =
      switch track {
      case .one: Array("%".utf8)
      case .two: Array(";@".utf8)
      case .three: Array(";+%#&".utf8)
      }
    return starts.contains(first) && characters.indices.contains { characters[$0] == 0x3F }
  }
}

extension SecretBytes {
  /// The number of bytes up to the last one that is not zero.
  var countWithoutPadding: Int {
    unsafe withBytes { bytes in unsafe (bytes.lastIndex { $0 != 0 } ?? -1) + 1 }
  }
}
