import CPangoCairo

/// How many columns text takes, by East Asian Width (Unicode Standard Annex 11) as GLib knows it.
package enum CellWidth {
  /// The columns of one grapheme at normal size: 1 or 2.
  ///
  /// Ambiguous characters take 2: the Chinese sets hold them as two bytes, and printers draw them so.
  static func of(_ character: Character) -> Int {
    columns(of: character) { g_unichar_iswide_cjk($0) != 0 }
  }

  /// The columns of a text at normal size.
  static func of(_ text: String) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  /// The columns of a text on a terminal, where ambiguous characters take one.
  package static func onTerminal(_ text: String) -> Int {
    text.reduce(0) { sum, character in
      sum + columns(of: character) { g_unichar_iswide($0) != 0 }
    }
  }

  private static func columns(
    of character: Character, _ isWide: (UInt32) -> Bool
  ) -> Int {
    if character.isASCII { return 1 }
    guard let first = character.unicodeScalars.first else { return 0 }
    if isWide(first.value) || first.properties.isEmojiPresentation { return 2 }
    let emoji: Unicode.Scalar = "\u{FE0F}"
    return character.unicodeScalars.contains(emoji) ? 2 : 1
  }
}
