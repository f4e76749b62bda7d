/// What an encrypting head types behind its masked tracks, in fields that each begin with `|`
/// (MagTek manual 99875475): status, tracks 1 to 3, MagnePrint status, MagnePrint, serial number,
/// session, key serial number, a counter where it is switched on, CRC, encrypted CRC, format code.
///
/// Binary fields are typed as hexadecimal digits. Nothing in here is secret: of a head that does not
/// encrypt no track is kept.
public struct EncryptedHeadText: Sendable, Hashable {
  /// Whether the tracks are encrypted: then those before the first `|` are masked.
  ///
  /// Text that cannot be understood counts as encrypting, since a masked number passes for a real one.
  public let isEncrypting: Bool
  /// Whether the head has used up its keys: it reads no card any more.
  public let isExhausted: Bool
  /// The key serial number: 10 bytes, or 12 with AES; `nil` where the text has none that is whole.
  public let keySerialNumber: [UInt8]?
  /// The bytes of each encrypted track; none for a track whose field is empty or no hexadecimal text.
  public let tracks: [TrackNumber: [UInt8]]
  /// Whether the CRC that was typed does not fit what was typed before it: a key got lost or came
  /// in between. `false` as well where the reader is set to type none.
  public let isDamaged: Bool
  /// The CRC that the head encrypted: 8 bytes, of which the first two count; `nil` where the reader is
  /// set to type none, as readers are by default (property 0x19).
  public let encryptedChecksum: [UInt8]?
  /// Where the encrypted CRC lies, and where the other one: either may be what it covers up to.
  private let checksumPlaces: [Int]

  /// The key serial number in hexadecimal digits, as errors name it.
  public var keySerialNumberText: String? {
    keySerialNumber.map { bytes in
      bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
  }

  /// Takes the fields of a line, or gives `nil` for a line without `|`.
  public init?(_ line: Span<UInt8>) {
    let fields = Self.fields(line)
    guard let status = fields.first else { return nil }
    // A 16-bit number in hexadecimal, low byte first. Bit 0: keys used up; 1: has a key; 2: encrypts.
    let bytes = Self.bytes(line, status)
    let flags = bytes?.count == 2 ? bytes?.first : nil
    isEncrypting = flags.map { $0 & 0b0100 != 0 } ?? true
    isExhausted = flags.map { $0 & 0b0111 == 0b0111 } ?? false
    let number = fields.count > 8 ? Self.bytes(line, fields[8]) : nil
    keySerialNumber = number.flatMap { [10, 12].contains($0.count) ? $0 : nil }
    var tracks: [TrackNumber: [UInt8]] = [:]
    if isEncrypting {
      for track in TrackNumber.allCases where track.rawValue < fields.count {
        let bytes = Self.bytes(line, fields[track.rawValue])
        if let bytes, !bytes.isEmpty { tracks[track] = bytes }
      }
    }
    self.tracks = tracks
    isDamaged = Self.isDamaged(line, fields)
    // Behind the key's number come the CRC and the encrypted one; a counter may stand before them.
    let place = fields.dropFirst(10).prefix(2).first { $0.count == 16 }
    encryptedChecksum = place.flatMap { Self.bytes(line, $0) }
    let other = place.flatMap { place in fields.last { $0.upperBound < place.lowerBound } }
    checksumPlaces = [place, other].compactMap { $0?.lowerBound }
  }

  /// Whether a decrypted ``encryptedChecksum`` fits the line.
  ///
  /// The manual says that the first two bytes are a CRC of all characters before. It does not say which
  /// byte comes first, nor whether the clear CRC before it is counted; every reading that it leaves is
  /// accepted.
  public func fits(_ checksum: Span<UInt8>, of line: Span<UInt8>) -> Bool {
    guard checksum.count >= 2 else { return false }
    let values = [
      UInt16(checksum[0]) | UInt16(checksum[1]) << 8,
      UInt16(checksum[1]) | UInt16(checksum[0]) << 8,
    ]
    return checksumPlaces.contains { place in
      place <= line.count
        && Self.starts(line).contains {
          values.contains(Self.checksum(line, min($0, place)..<place))
        }
    }
  }

  private static let mark = UInt8(ascii: "|")

  /// The places of the fields: each lies behind a `|` and ends before the next.
  private static func fields(_ line: Span<UInt8>) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var start: Int?
    for index in line.indices where line[index] == mark {
      if let start { fields.append(start..<index) }
      start = index + 1
    }
    guard let start else { return [] }
    let end = (start..<line.count).first { line[$0] < 0x20 } ?? line.count
    return fields + [start..<end]
  }

  /// The CRC has four digits, low byte first, and covers everything before it. The counter that may
  /// stand in its place has six.
  private static func isDamaged(_ line: Span<UInt8>, _ fields: [Range<Int>]) -> Bool {
    let place = fields.dropFirst(9).prefix(2).first { $0.count == 4 }
    guard let place, let stated = bytes(line, place) else { return false }
    let value = UInt16(stated[0]) | UInt16(stated[1]) << 8
    // What begins a track may also stand behind the CRC.
    let end = place.lowerBound
    return !starts(line).contains { checksum(line, min($0, end)..<end) == value }
  }

  /// Where what a CRC covers may begin: a pre-card string counts; a key that was typed before the swipe
  /// began does not.
  private static func starts(_ line: Span<UInt8>) -> [Int] {
    [0, line.indices.first { WedgeStart.isPossible(line[$0]) } ?? 0]
  }

  /// CRC-16 with the polynomial 0x1021, begun with ones, the high bit first.
  private static func checksum(_ line: Span<UInt8>, _ range: Range<Int>) -> UInt16 {
    range.reduce(0xFFFF) { checksum, index in
      (0..<8).reduce(checksum ^ UInt16(line[index]) << 8) { value, _ in
        value & 0x8000 == 0 ? value << 1 : value << 1 ^ 0x1021
      }
    }
  }

  private static func bytes(_ line: Span<UInt8>, _ field: Range<Int>) -> [UInt8]? {
    HexadecimalDigits.bytes(line, field)
  }
}
