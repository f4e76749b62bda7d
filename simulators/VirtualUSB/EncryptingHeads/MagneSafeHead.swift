import CardCrypto

/// A MagTek MagneSafe V5 head in a USB HID reader (manual 99875475): the input report of each swipe, with
/// encrypted tracks, masked copies beside them, and a key serial number that counts up.
public struct MagneSafeHead: Sendable {
  /// Which fields the firmware sends.
  public enum Layout: Int, Sendable, CaseIterable {
    /// Up to the absolute lengths, as in the manual's captures: 856 bytes.
    case short = 856
    /// With encryption counter, version and SHA-1 of track 2, as in the manual's table: 887 bytes.
    case full = 887
  }

  /// The firmware's layout.
  public let layout: Layout
  /// The reader's serial number: up to 15 characters.
  public let serialNumber: String
  /// Whether tracks are encrypted; a reader that has not got its key yet sends them clear.
  public var encrypts = true
  /// The key, with the key serial number of the last swipe.
  public private(set) var key: HeadKey
  private var swipes = 0

  /// Makes a head.
  public init(key: HeadKey, layout: Layout = .full, serialNumber: String = "B2C7D41112610AA") {
    self.key = key
    self.layout = layout
    self.serialNumber = serialNumber
  }

  /// The input report of one swipe, and on to the next key.
  ///
  /// - Parameters:
  ///   - tracks: track 1, 2 and 3 with sentinels and without LRC; an empty text for an empty track,
  ///     `nil` for one that the head cannot decode.
  ///   - encodeType: the card's layout: 0 ISO, 1 AAMVA, 4 other, 7 JIS.
  public mutating func report(for tracks: [String?], encodeType: UInt8 = 0) -> [UInt8] {
    let key = encrypts ? self.key.next(.pin, .tdes) : nil
    // A head without keys left reads no cards any more.
    let isWorn = encrypts && key == nil
    let clear = (0..<3).map { index -> [UInt8] in
      isWorn || index >= tracks.count ? [] : Array((tracks[index] ?? "").utf8.prefix(112))
    }
    let sent = clear.map { track -> [UInt8] in
      guard let key, !track.isEmpty else { return track }
      return (try? TrackCipher.tdes.encrypt(track, key: key)) ?? []
    }
    let masked = clear.map { track in
      encrypts ? Array(MaskedTrack.magTek(String(decoding: track, as: UTF8.self)).utf8) : track
    }
    if encrypts, !isWorn { swipes += 1 }

    var report: [UInt8] = (0..<3).map { $0 < tracks.count && tracks[$0] == nil ? 1 : 0 }
    report += sent.map { UInt8($0.count) } + [encodeType]
    for track in sent { report += filled(track, 112) }
    report += [0]  // card status
    report += [UInt8](repeating: 0, count: 4 + 1 + 128)  // MagnePrint: none
    report += filled(Array(serialNumber.utf8.prefix(15)), 16)
    report += [isWorn ? 0x01 : 0x00, encrypts ? isWorn ? 0x07 : 0x06 : 0x00]
    report += encrypts ? filled(self.key.number.bytes, 10) : [UInt8](repeating: 0, count: 10)
    report += masked.map { UInt8($0.count) }
    for track in masked { report += filled(track, 112) }
    report += [UInt8](repeating: 0, count: 8)  // session
    report += clear.map { UInt8($0.count) } + [0]  // absolute lengths
    if layout == .full {
      report += [UInt8(swipes >> 16 & 0xFF), UInt8(swipes >> 8 & 0xFF), UInt8(swipes & 0xFF)]
      report += filled(Array("V05".utf8), 8)
      report += clear[1].isEmpty ? [UInt8](repeating: 0, count: 20) : Self.sha1(clear[1])
    }
    return report
  }

  /// The HID report descriptor of a reader with such a head.
  public var descriptor: [UInt8] {
    var fields: [(usages: [UInt8], bytes: UInt8)] = [
      ([0x20, 0x21, 0x22, 0x28, 0x29, 0x2A, 0x38], 1), ([0x30], 112), ([0x31], 112),
      ([0x32], 112), ([0x39], 1), ([0x23], 4), ([0x2B], 1), ([0x33], 128), ([0x40], 16),
      ([0x42], 2), ([0x46], 10), ([0x47, 0x48, 0x49], 1), ([0x4A], 112), ([0x4B], 112),
      ([0x4C], 112), ([0x50], 8), ([0x51, 0x52, 0x53, 0x54], 1),
    ]
    if layout == .full { fields += [([0x55], 3), ([0x56], 8), ([0x57], 20)] }
    // Usage page FF00, usage 1, application; values 0 to 255 in bytes.
    var bytes: [UInt8] = [
      0x06, 0x00, 0xFF, 0x09, 0x01, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08,
    ]
    for (usages, count) in fields {
      for usage in usages { bytes += [0x09, usage] }
      // Several usages have a byte each; a single one has all of the bytes.
      let total = usages.count == 1 ? count : UInt8(usages.count)
      bytes += [0x95, total, 0x82, 0x02, 0x01]
    }
    return bytes + [0x09, 0x20, 0x95, 0x3C, 0xB2, 0x02, 0x01, 0xC0]
  }

  private func filled(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    bytes.prefix(count) + [UInt8](repeating: 0, count: max(0, count - bytes.count))
  }

  static func sha1(_ bytes: [UInt8]) -> [UInt8] {
    unsafe bytes.withUnsafeBytes { unsafe TrackHash.sha1($0) }
  }
}
