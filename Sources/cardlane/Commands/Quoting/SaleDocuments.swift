/// Sales in a file: one JSON document over any number of lines, or one sale on each line.
struct SaleDocuments {
  /// The text of each sale, in the order of the file, blank lines left out.
  var texts: [String] { numbered.map(\.text) }
  /// The same with the line on which each begins, from 1.
  let numbered: [(line: Int, text: String)]
  /// Whether each line is a sale of its own.
  let areLines: Bool

  /// Tells the two forms apart: where the first line is a whole object, each line is one.
  init(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated().filter { !$0.element.allSatisfy(\.isWhitespace) }
    areLines = lines.count > 1 && Self.isWholeObject(lines[0].element)
    numbered = areLines ? lines.map { ($0.offset + 1, String($0.element)) } : [(1, text)]
  }

  /// Whether the braces of a line that begins an object close with its last character.
  private static func isWholeObject(_ line: Substring) -> Bool {
    var depth = 0
    var isInString = false
    var isEscaped = false
    var closed = false
    for byte in line.utf8 where byte > 0x20 {
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
