/// What an encrypting head types behind its masked tracks, after `|` (MagTek manual 99875475):
/// `|status|track 1|track 2|track 3|MagnePrint status|MagnePrint|serial|session|KSN|…`.
struct EncryptedHeadText {
  /// The key serial number: 20 hexadecimal digits.
  let keySerialNumber: String?

  /// Takes the text from `start` on, or gives `nil` if it says that the head does not encrypt.
  ///
  /// Text behind a `|` that cannot be understood counts as encrypting: the tracks before it may be
  /// masked, and a masked number passes for a real one.
  init?(_ line: Span<UInt8>, from start: Int) {
    guard start < line.count else { return nil }
    var fields: [[UInt8]] = []
    for index in start..<line.count {
      if line[index] == UInt8(ascii: "|") {
        fields.append([])
      } else {
        fields[fields.count - 1].append(line[index])
      }
    }
    // The status is a 16-bit number in hexadecimal, low byte first; bit 2: encryption is enabled.
    if let status = fields.first, status.count == 4, let flags = Self.nibble(status[1]),
      Self.nibble(status[0]) != nil, flags & 0b0100 == 0
    {
      return nil
    }
    let isSerialNumber =
      fields.count > 8 && fields[8].count == 20
      && fields[8].allSatisfy { Self.nibble($0) != nil }
    keySerialNumber = isSerialNumber ? String(decoding: fields[8], as: UTF8.self) : nil
  }

  private static func nibble(_ character: UInt8) -> UInt8? {
    switch character {
    case 0x30...0x39: character - 0x30
    case 0x41...0x46: character - 0x41 + 10
    case 0x61...0x66: character - 0x61 + 10
    default: nil
    }
  }
}
