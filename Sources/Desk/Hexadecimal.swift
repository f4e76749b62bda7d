import Wording

/// Hexadecimal digits as people and tools write them.
package enum Hexadecimal {
  /// The bytes of hexadecimal text; spaces and colons between digits are allowed.
  ///
  /// Throws ``PlainError`` naming the column of a wrong character, or an odd number of digits; never
  /// repeats the digits, which may be card data.
  package static func bytes(_ text: some Sequence<UInt8>) throws -> [UInt8] {
    var bytes: [UInt8] = []
    // Room for all of it, so that growing leaves no copy of card data behind.
    bytes.reserveCapacity(text.underestimatedCount / 2 + 1)
    var high: UInt8?
    var digits = 0
    for (column, character) in text.enumerated() {
      let value: UInt8
      switch character {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = character - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = character - UInt8(ascii: "A") + 10
      case UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): continue
      default: throw wrongCharacter(at: column + 1)
      }
      digits += 1
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard high == nil else { throw oddDigits(digits) }
    return bytes
  }

  private static func wrongCharacter(at column: Int) -> PlainError {
    PlainError(
      code: "invalidHexadecimal",
      Sentence(
        zhHans: "第\(column)列不是十六进制数字。", zhHant: "第\(column)欄不是十六進位數字。",
        en: "Column \(column) is no hexadecimal digit."))
  }

  private static func oddDigits(_ count: Int) -> PlainError {
    PlainError(
      code: "oddHexadecimal",
      Sentence(
        zhHans: "十六进制位数是奇数（\(count)），最后一个字节不完整。",
        zhHant: "十六進位位數是奇數（\(count)），最後一個位元組不完整。",
        en: "The number of hexadecimal digits is odd (\(count)): the last byte is cut."))
  }
}
