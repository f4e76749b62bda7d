import CardCrypto
import CardReaders
import MagneticStripe
import VirtualUSB

/// An input report with three tracks, and the decoder for it.
struct SwipeSetup: Sendable {
  /// How the tracks arrive.
  enum Way: String, CaseIterable {
    case clear = "SureSwipe, clear"
    case magneSafe = "MagneSafe, decrypted (3 runs)"
    case enhanced = "SecureMag enhanced, triple DES (3 runs)"
    case aes = "SecureMag enhanced, AES (3 runs)"
    case original = "SecureMag original, triple DES (1 run)"
  }

  let decoder: StripeReportDecoder
  let report: [UInt8]

  private static let base: [UInt8] = [
    0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0xFE, 0xDC, 0xBA, 0x98, 0x76, 0x54, 0x32, 0x10,
  ]

  /// A store with the key of the head.
  static func keys() throws -> MemorySwipeKeyStore {
    var keys = MemorySwipeKeyStore()
    try keys.add(
      baseKey: SecretBytes(base), prefix: KeySetPrefix([0xFF, 0xFF, 0x98, 0x76, 0x54]))
    return keys
  }

  /// A head's key whose next counter, FF800, has nine ones: the longest derivation but one.
  static func key() throws -> HeadKey {
    let number = try KeySerialNumber([0xFF, 0xFF, 0x98, 0x76, 0x54, 0x32, 0x10, 0xEF, 0xF7, 0xFF])
    return try HeadKey(baseKey: SecretBytes(base), number: number)
  }

  init(_ way: Way) throws {
    let tracks = PublishedStripe.tracks
    let (keys, key) = (try Self.keys(), try Self.key())
    switch way {
    case .clear:
      report = SureSwipeReport.bytes(tracks: tracks)
    case .magneSafe:
      var head = MagneSafeHead(key: key)
      report = head.report(for: tracks)
    case .enhanced, .aes, .original:
      var head = SecureMagHead(
        key: key, format: way == .original ? .original : .enhanced,
        cipher: way == .aes ? .aes : .tdes)
      report = try head.report(for: tracks)
    }
    let isMagTek = way == .clear || way == .magneSafe
    decoder = try StripeReportDecoder(
      profile: isMagTek ? .magTekMagneSafe : .idTech, swipeKeys: keys)
    let two = decoder.decode(report.span).tracks?.two.data
    _ = try known(two?.count == 37 ? two : nil)
  }
}
