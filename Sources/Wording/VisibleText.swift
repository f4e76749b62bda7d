/// Text from outside, made harmless for a terminal, a log, and a program that reads lines.
///
/// A field's name, an id or a file's name can hold an escape sequence that clears the screen, a bell, or a
/// mark that makes an amount read the other way round. They are shown instead of obeyed.
package enum VisibleText {
  /// Words with control and direction characters written out: `ESC` becomes `^[`, U+202E becomes `<202E>`.
  ///
  /// - Parameter keepingLines: Whether line feeds (also after a carriage return) and tabs are layout of ours;
  ///   otherwise they are from outside too, and written out.
  package static func of(_ text: String, keepingLines: Bool = false) -> String {
    guard needsCare(text, line: !keepingLines) else { return text }
    var result = String.UnicodeScalarView()
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      let isLayout = scalar == "\n" || scalar == "\t" || (scalar == "\r" && next == "\n")
      if keepingLines && isLayout || !isCommand(scalar) {
        result.append(scalar)
      } else if scalar.value < 0x80 {
        result.append("^")
        result.append(Unicode.Scalar(UInt8(scalar.value) ^ 0x40))
      } else {
        result.append(contentsOf: "<\(hexadecimal(scalar.value))>".unicodeScalars)
      }
    }
    return String(result)
  }

  /// An answer as it goes out, its line ends being ours: JSON with escapes of its own, which keep the value,
  /// anything else in words.
  package static func line(_ text: String) -> String {
    text.hasPrefix("{") || text.hasPrefix("[") ? json(text) : of(text, keepingLines: true)
  }

  /// JSON text with what an encoder leaves as it is and a terminal obeys as `\u…`: the same value.
  package static func json(_ text: String) -> String {
    guard needsCare(text, line: false) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      // An encoder writes the line feeds of strings as escapes; those that are left are layout.
      if scalar == "\n" || !isCommand(scalar) {
        result.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          result.append(contentsOf: "\\u\(hexadecimal(UInt32(unit)).lowercased())".unicodeScalars)
        }
      }
    }
    return String(result)
  }

  /// Whether there may be something to write out: nearly always there is not.
  private static func needsCare(_ text: String, line: Bool) -> Bool {
    text.unicodeScalars.contains { scalar in
      isCommand(scalar) && (line || scalar != "\n")
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Whether a terminal obeys a character instead of showing it: controls, and marks of direction and
  /// format. The joiners that letters and pictures are made of are none.
  private static func isCommand(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F: false
    case 0x00..<0x20, 0x7F...0x9F: true
    case 0xA0..<0x600: scalar.value == 0xAD
    case 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}
