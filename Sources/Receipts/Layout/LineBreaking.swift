import CPangoCairo

/// Breaks text into lines of a width, where the Unicode line breaking algorithm (Unicode Standard Annex
/// 14, as Pango implements it) allows it: between Chinese characters, at spaces between words, never
/// before a closing bracket or a full stop.
enum LineBreaking {
  /// The lines of a text that was made safe; none is wider than `width` columns, none is empty unless
  /// the text is.
  ///
  /// Spaces at the beginning are an indent that every line keeps; after `* ` the others begin below the
  /// text. A word that is wider than a line is
  /// broken between graphemes.
  static func wrap(_ text: String, width: Int) -> [String] {
    if CellWidth.of(text) <= width { return [text] }
    let mark = text.hasPrefix("* ") ? "* " : ""
    let indent = mark + text.dropFirst(mark.count).prefix { $0 == " " }
    let room = width - indent.count
    guard room >= 4 else {
      return lines(of: text.trimmingPrefix { $0 == " " }, room: max(2, width))
    }
    let hanging = String(repeating: " ", count: indent.count)
    return lines(of: text.dropFirst(indent.count), room: room).enumerated().map { index, line in
      (index == 0 ? indent : hanging) + line
    }
  }

  private static func lines(of text: Substring, room: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for piece in pieces(of: text) {
      // Spaces at the end of a line hang over its edge and are dropped.
      let visible = CellWidth.of(trimmed(piece))
      if used > 0, used + visible > room {
        lines.append(trimmed(line))
        (line, used) = ("", 0)
      }
      for character in piece {
        let columns = CellWidth.of(character)
        if used + columns > room, character != " " {
          lines.append(trimmed(line))
          (line, used) = ("", 0)
        }
        line.append(character)
        used += columns
      }
    }
    if !trimmed(line).isEmpty || lines.isEmpty { lines.append(trimmed(line)) }
    return lines
  }

  /// The text cut at every place where a line may end.
  private static func pieces(of text: Substring) -> [String] {
    let scalars = text.unicodeScalars.count
    var marks = [PangoLogAttr](repeating: PangoLogAttr(), count: scalars + 1)
    unsafe text.withCString { bytes in
      unsafe pango_get_log_attrs(
        bytes, Int32(clamping: text.utf8.count), 0, pango_language_from_string("zh"), &marks,
        Int32(clamping: marks.count))
    }
    var pieces: [String] = []
    var piece = ""
    var index = 0
    for character in text {
      if index > 0, marks[index].is_line_break != 0, !piece.isEmpty {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
      index += character.unicodeScalars.count
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
