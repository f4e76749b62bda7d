/// Makes text from outside harmless for paper.
///
/// Names come from people and other systems. A control character in them would reach the printer as a
/// command (open the drawer, switch the character set), and direction marks would make amounts read
/// otherwise than they are. Both are shown instead of obeyed.
enum SafeText {
  /// The text with `¥` as the full-width `￥`, white space as spaces, and control and direction
  /// characters written out: `ESC` becomes `^[`, U+202E becomes `<202E>`.
  static func clean(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var result = ""
    for character in text { result += clean(character) }
    return result
  }

  private static func clean(_ character: Character) -> String {
    if character.isNewline || character == "\t" { return " " }
    guard let first = character.unicodeScalars.first else { return "" }
    switch first.properties.generalCategory {
    case .control:
      guard first.value < 0x80 else { return code(first) }
      return "^" + String(Unicode.Scalar(UInt8(first.value) ^ 0x40))
    case .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate:
      return code(first)
        + clean(String(String.UnicodeScalarView(character.unicodeScalars.dropFirst())))
    case .spaceSeparator:
      return first.value == 0x3000 ? "\u{3000}" : " "
    default:
      return first == "\u{A5}" ? "\u{FFE5}" : String(character)
    }
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    "<" + String(scalar.value, radix: 16, uppercase: true) + ">"
  }
}
