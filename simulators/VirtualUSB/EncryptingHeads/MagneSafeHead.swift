import CardCrypto

/// A MagTek MagneSafe V5 head (manual 99875475): the input report of each swipe, or what it types in
/// keyboard emulation, with encrypted tracks, masked copies beside them, and a key serial number that
/// counts up.
public struct MagneSafeHead: Sendable {
  /// Which fields the firmware sends.
  public enum Layout: Int, Sendable, CaseIterable {
    /// Up to the absolute lengths, as in the manual's captures: 856 bytes.
    case short = 856
    /// With encryption counter, version and SHA-1 of track 2, as in the manual's table: 887 bytes.
    case full = 887
  }

  /// What the SHA-1 covers that the full layout sends of track 2 (property 0x57).
  public enum Hash: Sendable, CaseIterable {
    /// The whole track, sentinels included.
    case track
    /// The number alone.
    case number
    /// Nothing is sent: the field is zeros.
    case none
  }

  /// A CRC of what the head types, at its end.
  public enum Checksum: Sendable, CaseIterable {
    /// As two bytes, the low one first.
    case clear
    /// The same way, of what is typed before it, the other CRC included, and encrypted.
    case encrypted
  }

  /// The firmware's layout.
  public let layout: Layout
  /// The reader's serial number: up to 15 characters.
  public let serialNumber: String
  /// Whether tracks are encrypted; a reader that has not got its key yet sends them clear.
  public var encrypts = true
  /// What the SHA-1 covers.
  public var hash = Hash.track
  /// Which CRC is typed in keyboard emulation (property 0x19).
  public var checksums: Set<Checksum> = [.clear]
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
    let swipe = next(tracks)
    var report: [UInt8] = swipe.isUndecodable.map { $0 ? 1 : 0 }
    report += swipe.sent.map { UInt8($0.count) } + [encodeType]
    for track in swipe.sent { report += filled(track, 112) }
    report += [0]  // card status
    report += [UInt8](repeating: 0, count: 4 + 1 + 128)  // MagnePrint: none
    report += filled(Array(serialNumber.utf8.prefix(15)), 16)
    report += [UInt8(swipe.status >> 8), UInt8(swipe.status & 0xFF)]
    report += encrypts ? filled(key.number.bytes, 10) : [UInt8](repeating: 0, count: 10)
    report += swipe.masked.map { UInt8($0.count) }
    for track in swipe.masked { report += filled(track, 112) }
    report += [UInt8](repeating: 0, count: 8)  // session
    report += swipe.clear.map { UInt8($0.count) } + [0]  // absolute lengths
    if layout == .full {
      report += [UInt8(swipes >> 16 & 0xFF), UInt8(swipes >> 8 & 0xFF), UInt8(swipes & 0xFF)]
      report += filled(Array("V05".utf8), 8)
      report += hashed(swipe.clear[1])
    }
    return report
  }

  /// What the reader types for one swipe in keyboard emulation, without the carriage return, and on to the
  /// next key. Tracks as in ``report(for:encodeType:)``.
  public mutating func text(for tracks: [String?]) -> [UInt8] {
    let swipe = next(tracks)
    var text: [UInt8] = []
    for (index, track) in swipe.masked.enumerated() {
      let shown = swipe.isUndecodable[index] ? Array("E?".utf8) : Array(track.dropFirst())
      guard let first = swipe.isUndecodable[index] ? 0x3B : track.first else { continue }
      // What stands for the start sentinel tells the tracks apart: `+` or, for AAMVA, `#` for the third.
      let sentinels: [UInt8] = [0x25, 0x3B, first == 0x25 ? 0x23 : 0x2B]
      text += [sentinels[index]] + shown
    }
    // Without encryption it is set to the text of a SureSwipe.
    guard encrypts else { return text }
    func digits(_ bytes: [UInt8]) -> [UInt8] { Array(Hex.text(bytes).uppercased().utf8) }
    var fields = [digits([UInt8(swipe.status & 0xFF), UInt8(swipe.status >> 8)])]
    fields += swipe.sent.map(digits)
    fields += [digits([0, 0, 0, 0]), []]  // MagnePrint: none
    fields += [Array(serialNumber.utf8), [], digits(key.number.bytes)]
    for field in fields { text += [UInt8(ascii: "|")] + field }
    func checksum() -> [UInt8] {
      let value = Self.checksum(text)
      return [UInt8(value & 0xFF), UInt8(value >> 8)]
    }
    text.append(UInt8(ascii: "|"))
    if checksums.contains(.clear) { text += digits(checksum()) }
    text.append(UInt8(ascii: "|"))
    if checksums.contains(.encrypted), let key = swipe.key {
      // Six bytes mean nothing.
      let field = checksum() + [UInt8](repeating: UInt8(truncatingIfNeeded: swipes), count: 6)
      text += digits((try? TrackCipher.tdes.encrypt(field, key: key)) ?? [])
    }
    return text + Array("|0000".utf8)
  }

  /// What one swipe is made of.
  private struct Swipe {
    /// Before encryption; nothing once the head is worn.
    let clear: [[UInt8]]
    let sent: [[UInt8]]
    let masked: [[UInt8]]
    let isUndecodable: [Bool]
    /// Reader encryption status.
    let status: UInt16
    /// The key of the swipe; none where nothing is encrypted.
    let key: SecretBytes?
  }

  private mutating func next(_ tracks: [String?]) -> Swipe {
    let key = encrypts ? self.key.next(.pin, .tdes) : nil
    // A head without keys left reads no cards any more.
    let isWorn = encrypts && key == nil
    let clear = (0..<3).map { index -> [UInt8] in
      isWorn || index >= tracks.count ? [] : Array((tracks[index] ?? "").utf8.prefix(112))
    }
    if encrypts, !isWorn { swipes += 1 }
    return Swipe(
      clear: clear,
      sent: clear.map { track in
        guard let key, !track.isEmpty else { return track }
        return (try? TrackCipher.tdes.encrypt(track, key: key)) ?? []
      },
      masked: clear.map { track in
        encrypts ? Array(MaskedTrack.magTek(String(decoding: track, as: UTF8.self)).utf8) : track
      },
      isUndecodable: (0..<3).map { $0 < tracks.count && tracks[$0] == nil },
      status: encrypts ? isWorn ? 0x0107 : 0x0006 : 0, key: key)
  }

  private func hashed(_ track: [UInt8]) -> [UInt8] {
    switch hash {
    case .track where !track.isEmpty: Self.sha1(track)
    case .number where !track.isEmpty:
      Self.sha1(Array(track.dropFirst().prefix { (0x30...0x39).contains($0) }))
    default: [UInt8](repeating: 0, count: TrackHash.byteCount)
    }
  }

  /// CRC-16 with the polynomial 0x1021, begun with ones.
  private static func checksum(_ text: [UInt8]) -> UInt16 {
    text.reduce(0xFFFF) { checksum, byte in
      (0..<8).reduce(checksum ^ UInt16(byte) << 8) { value, _ in
        value & 0x8000 == 0 ? value << 1 : value << 1 ^ 0x1021
      }
    }
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
