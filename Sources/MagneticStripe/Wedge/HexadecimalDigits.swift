/// Binary fields as readers type them: two hexadecimal digits for each byte, in either case.
enum HexadecimalDigits {
  /// The byte whose two digits begin at a place; `nil` where they do not stand there.
  static func byte(_ line: Span<UInt8>, _ index: Int) -> UInt8? {
    guard index >= 0, index + 1 < line.count, let high = value(line[index]),
      let low = value(line[index + 1])
    else { return nil }
    return high << 4 | low
  }

  /// The bytes of a field; `nil` for anything but whole bytes.
  static func bytes(_ line: Span<UInt8>, _ field: Range<Int>) -> [UInt8]? {
    guard field.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: field.lowerBound, to: field.upperBound, by: 2) {
      guard let byte = byte(line, index) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  /// The value of one digit.
  static func value(_ character: UInt8) -> UInt8? {
    switch character {
    case 0x30...0x39: character - 0x30
    case 0x41...0x46: character - 0x41 + 10
    case 0x61...0x66: character - 0x61 + 10
    default: nil
    }
  }
}
