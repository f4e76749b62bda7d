/// Sales in a file: one JSON document over any number of lines, or one sale on each line.
///
/// Bytes, not text: a line that is no UTF-8 is the mistake of its own sale, not of the file.
struct SaleDocuments {
  /// The bytes of each sale with the line on which it begins, from 1, blank lines left out.
  let numbered: [(line: Int, bytes: [UInt8])]
  /// Whether each line is a sale of its own.
  let areLines: Bool

  /// Tells the two forms apart: where the first line is a whole object, or the second and the last are,
  /// each line is one.
  init(_ bytes: [UInt8]) {
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated().filter { $0.element.contains { $0 > 0x20 } }
    areLines =
      lines.count > 1
      && (Self.isWholeObject(lines[0].element)
        || Self.isWholeObject(lines[1].element)
          && Self.isWholeObject(lines[lines.count - 1].element))
    numbered = areLines ? lines.map { ($0.offset + 1, Array($0.element)) } : [(1, bytes)]
  }

  /// Whether the braces of a line that begins an object close with its last character.
  private static func isWholeObject(_ line: ArraySlice<UInt8>) -> Bool {
    var depth = 0
    var isInString = false
    var isEscaped = false
    var closed = false
    for byte in line where byte > 0x20 {
      if closed { return false }
      switch byte {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\") where isInString: isEscaped = true
      case UInt8(ascii: "\""): isInString.toggle()
      case _ where isInString: break
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        closed = depth == 0
      default: if depth == 0 { return false }
      }
    }
    return closed
  }
}
