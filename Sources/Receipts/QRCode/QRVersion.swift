/// A version of a QR code at error correction level M: how large it is and how its codewords are
/// arranged (ISO/IEC 18004, tables 1, 9 and E.1).
struct QRVersion {
  /// 1 to 10.
  let number: Int
  /// Codewords of data.
  let data: Int
  /// Codewords of error correction in each block.
  let correction: Int
  /// Blocks.
  let blocks: Int
  /// Rows and columns of the centres of the alignment patterns.
  let alignment: [Int]

  static let all = [
    QRVersion(number: 1, data: 16, correction: 10, blocks: 1, alignment: []),
    QRVersion(number: 2, data: 28, correction: 16, blocks: 1, alignment: [6, 18]),
    QRVersion(number: 3, data: 44, correction: 26, blocks: 1, alignment: [6, 22]),
    QRVersion(number: 4, data: 64, correction: 18, blocks: 2, alignment: [6, 26]),
    QRVersion(number: 5, data: 86, correction: 24, blocks: 2, alignment: [6, 30]),
    QRVersion(number: 6, data: 108, correction: 16, blocks: 4, alignment: [6, 34]),
    QRVersion(number: 7, data: 124, correction: 18, blocks: 4, alignment: [6, 22, 38]),
    QRVersion(number: 8, data: 154, correction: 22, blocks: 4, alignment: [6, 24, 42]),
    QRVersion(number: 9, data: 182, correction: 22, blocks: 5, alignment: [6, 26, 46]),
    QRVersion(number: 10, data: 216, correction: 26, blocks: 5, alignment: [6, 28, 50]),
  ]

  /// Modules on each side.
  var size: Int { number * 4 + 17 }

  /// Bits of the length in byte mode.
  private var lengthBits: Int { number < 10 ? 8 : 16 }

  /// The longest text in bytes.
  var capacity: Int { (data * 8 - 4 - lengthBits) / 8 }

  /// The eighteen bits of the version, protected by a Golay code; `nil` below version 7.
  var information: Int? {
    guard number >= 7 else { return nil }
    var rest = number
    for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
    return number << 12 | rest
  }

  /// The codewords of a text in the order in which they are laid: data and correction, interleaved.
  func codewords(of text: [UInt8]) -> [UInt8] {
    var bits: [Bool] = []
    func append(_ value: Int, _ count: Int) {
      for index in (0..<count).reversed() { bits.append(value >> index & 1 == 1) }
    }
    append(0b0100, 4)
    append(text.count, lengthBits)
    for byte in text { append(Int(byte), 8) }
    append(0, min(4, data * 8 - bits.count))
    append(0, (8 - bits.count % 8) % 8)
    var words = stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
    }
    var padding: UInt8 = 0xEC
    while words.count < data {
      words.append(padding)
      padding ^= 0xEC ^ 0x11
    }
    return interleaved(words)
  }

  private func interleaved(_ words: [UInt8]) -> [UInt8] {
    let short = data / blocks
    let long = data % blocks
    var parts: [[UInt8]] = []
    var start = 0
    for index in 0..<blocks {
      let length = short + (index >= blocks - long ? 1 : 0)
      parts.append(Array(words[start..<start + length]))
      start += length
    }
    let corrections = parts.map { ReedSolomon.remainder(of: $0, count: correction) }
    var result: [UInt8] = []
    for index in 0...short { result += parts.compactMap { index < $0.count ? $0[index] : nil } }
    for index in 0..<correction { result += corrections.map { $0[index] } }
    return result
  }
}

/// Reed-Solomon codes over the field of 256 elements with x⁸+x⁴+x³+x²+1 (ISO/IEC 18004, annex A).
enum ReedSolomon {
  /// The error correction codewords of some data.
  static func remainder(of data: [UInt8], count: Int) -> [UInt8] {
    var generator: [UInt8] = Array(repeating: 0, count: count - 1) + [1]
    var root: UInt8 = 1
    for _ in 0..<count {
      for index in 0..<count {
        generator[index] = multiply(generator[index], root)
        if index + 1 < count { generator[index] ^= generator[index + 1] }
      }
      root = multiply(root, 2)
    }
    var remainder = Array(repeating: UInt8(0), count: count)
    for byte in data {
      let factor = byte ^ remainder.removeFirst()
      remainder.append(0)
      for index in 0..<count { remainder[index] ^= multiply(generator[index], factor) }
    }
    return remainder
  }

  static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
    var product = 0
    for bit in (0..<8).reversed() {
      product = product << 1 ^ (product >> 7) * 0x11D
      product ^= Int(right >> UInt8(bit) & 1) * Int(left)
    }
    return UInt8(truncatingIfNeeded: product)
  }
}
