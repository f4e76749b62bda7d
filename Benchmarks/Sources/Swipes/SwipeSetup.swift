import CardCrypto
import CardReaders
import MagneticStripe
import VirtualUSB

/// An input report with three tracks, and the decoder for it.
package struct SwipeSetup: Sendable {
  /// How the tracks arrive.
  package enum Way: String, CaseIterable, Sendable {
    case clear = "SureSwipe, clear"
    case hidPOS = "HID POS, clear"
    case idTechMode = "ID TECH mode, clear"
    case magneSafe = "MagneSafe, decrypted (3 runs)"
    case enhanced = "SecureMag enhanced, triple DES (3 runs)"
    case aes = "SecureMag enhanced, AES (3 runs)"
    case original = "SecureMag original, triple DES (1 run)"
  }

  package let decoder: StripeReportDecoder
  package let report: [UInt8]

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

  package init(_ way: Way) throws {
    let tracks = PublishedStripe.tracks
    let (keys, key) = (try Self.keys(), try Self.key())
    switch way {
    case .clear:
      report = SureSwipeReport.bytes(tracks: tracks)
    case .hidPOS: report = HIDPOSReport.bytes(PublishedStripe.card)
    case .idTechMode: report = IDTechReport.bytes(PublishedStripe.card)
    case .magneSafe:
      var head = MagneSafeHead(key: key)
      report = head.report(for: tracks)
    case .enhanced, .aes, .original:
      var head = SecureMagHead(
        key: key, format: way == .original ? .original : .enhanced,
        cipher: way == .aes ? .aes : .tdes)
      report = try head.report(for: tracks)
    }
    let profile: DeviceProfile =
      switch way {
      case .clear, .magneSafe: .magTekMagneSafe
      case .hidPOS: .hidPOS
      case .idTechMode, .enhanced, .aes, .original: .idTech
      }
    decoder = try StripeReportDecoder(profile: profile, swipeKeys: keys)
    let two = decoder.decode(report.span).tracks?.two.data
    _ = try known(two?.count == 37 ? two : nil)
  }
}
