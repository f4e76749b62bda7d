/// Binary-coded decimal: two digits a byte, high nibble first, unused nibbles F.
enum BCD {
  /// Packs ASCII digits and fills up with F to `count` bytes.
  static func encode(_ digits: String, filledTo count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0xFF, count: count)
    for (index, digit) in digits.utf8.enumerated() where index / 2 < count {
      let nibble = digit & 0x0F
      let old = bytes[index / 2]
      bytes[index / 2] = index % 2 == 0 ? nibble << 4 | 0x0F : old & 0xF0 | nibble
    }
    return bytes
  }

  /// The first `length` digits, or `nil` when one is no digit or the rest is not F.
  static func decode(_ bytes: some Sequence<UInt8>, length: Int) -> String? {
    let nibbles = bytes.flatMap { [$0 >> 4, $0 & 0x0F] }
    guard (0...nibbles.count).contains(length) else { return nil }
    guard nibbles[..<length].allSatisfy({ $0 <= 9 }), nibbles[length...].allSatisfy({ $0 == 0xF })
    else { return nil }
    return String(decoding: nibbles[..<length].map { 0x30 + $0 }, as: UTF8.self)
  }

  /// A whole number as `count` bytes of BCD; digits beyond them are cut off at the front.
  static func encode(_ value: Int, count: Int) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    for _ in 0..<count {
      bytes.append(UInt8(rest / 10 % 10) << 4 | UInt8(rest % 10))
      rest /= 100
    }
    return bytes.reversed()
  }
}
