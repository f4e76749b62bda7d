/// One line of YAML in block style, taken apart: its indentation, its dashes, its content without the
/// comment behind it. Columns count from 0.
struct LineLayout {
  /// The columns of the dashes that begin the line.
  private(set) var dashes: [Int] = []
  /// Where the content begins, and where it ends; equal where there is none.
  let start: Int
  let end: Int

  init(_ line: [Unicode.Scalar]) {
    var index = line.firstIndex { $0 != " " } ?? line.count
    while index < line.count, line[index] == "-", line.isBlank(at: index + 1) {
      dashes.append(index)
      index = line.skippingBlanks(from: index + 1)
    }
    start = index
    end = line.contentEnd(from: index)
  }

  /// How far the line is indented: its first dash, or its content.
  var indent: Int { dashes.first ?? start }
  var isDash: Bool { !dashes.isEmpty }
  var isEmpty: Bool { dashes.isEmpty && start == end }
}

/// Signs of YAML, and those that look like them.
enum Sign {
  static let colons: Set<Unicode.Scalar> = ["：", "︰", "﹕", "∶", "꞉"]
  static let dashes: Set<Unicode.Scalar> = ["－", "–", "—", "‐", "‑", "−", "﹣", "•"]
  static let brackets: Set<Unicode.Scalar> = ["［", "｛", "【"]
  static let quotes: [Unicode.Scalar: Unicode.Scalar] = ["“": "”", "＂": "＂", "‘": "’"]
  /// Blanks that are no space, wherever they stand; the ideographic space may be part of a text.
  static let blanks: Set<Unicode.Scalar> = [
    "\u{A0}", "\u{2000}", "\u{2001}", "\u{2002}", "\u{2003}", "\u{2004}", "\u{2005}", "\u{2006}",
    "\u{2007}", "\u{2008}", "\u{2009}", "\u{200A}", "\u{202F}", "\u{205F}",
  ]
  /// Signs that nobody sees.
  static let invisible: Set<Unicode.Scalar> = ["\u{200B}", "\u{2060}", "\u{FEFF}"]
  static let ideographicSpace: Unicode.Scalar = "\u{3000}"

  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\r"
  }

  static func isOdd(_ scalar: Unicode.Scalar) -> Bool {
    blanks.contains(scalar) || invisible.contains(scalar) || scalar == ideographicSpace
  }

  static func isIdentifier(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "_": true
    case "0"..."9", "-": !first
    default: false
    }
  }
}

extension [Unicode.Scalar] {
  /// Whether a blank or the line's end stands here.
  func isBlank(at index: Int) -> Bool { index >= count || Sign.isBlank(self[index]) }

  func skippingBlanks(from start: Int) -> Int {
    var index = start
    while index < count, Sign.isBlank(self[index]) { index += 1 }
    return index
  }

  /// The quote that closes the one at `start`, on the same line.
  func closingQuote(from start: Int) -> Int? {
    let quote = self[start]
    var index = start + 1
    while index < count {
      if quote == "\"", self[index] == "\\" {
        index += 2
      } else if self[index] == quote {
        if quote == "'", index + 1 < count, self[index + 1] == "'" {
          index += 2
        } else {
          return index
        }
      } else {
        index += 1
      }
    }
    return nil
  }

  /// Where the content ends: before a comment, and before the blanks in front of it.
  func contentEnd(from start: Int) -> Int {
    var index = start
    var beginsToken = true
    var isAfterBlank = true
    while index < count {
      let scalar = self[index]
      if beginsToken, scalar == "\"" || scalar == "'", let close = closingQuote(from: index) {
        index = close + 1
        (beginsToken, isAfterBlank) = (false, false)
        continue
      }
      if scalar == "#", isAfterBlank { break }
      isAfterBlank = Sign.isBlank(scalar)
      if !isAfterBlank { beginsToken = opensToken(at: index) }
      index += 1
    }
    while index > start, Sign.isBlank(self[index - 1]) { index -= 1 }
    return index
  }

  /// Whether a new value may begin behind this sign.
  func opensToken(at index: Int) -> Bool {
    switch self[index] {
    case "[", "{", ",": true
    case ":": isBlank(at: index + 1)
    default: false
    }
  }

  /// The colon between a key and its value.
  func separator(from start: Int, to end: Int) -> Int? {
    var index = start
    while index < end {
      if self[index] == ":", index + 1 >= end || Sign.isBlank(self[index + 1]) { return index }
      index += 1
    }
    return nil
  }

  /// Where the word of letters, digits, `-` and `_` that begins here ends; `start` where none does.
  func wordEnd(from start: Int, to end: Int) -> Int {
    var index = start
    while index < end, Sign.isIdentifier(self[index], first: index == start) { index += 1 }
    return index
  }

  func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: self[range])
    return String(view)
  }
}
