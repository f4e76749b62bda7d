import CPangoCairo

/// How many columns text takes, by East Asian Width (Unicode Standard Annex 11) as GLib knows it.
enum CellWidth {
  /// The columns of one grapheme at normal size: 1 or 2.
  ///
  /// Ambiguous characters take 2: the Chinese sets hold them as two bytes, and printers draw them so.
  static func of(_ character: Character) -> Int {
    if character.isASCII { return 1 }
    guard let first = character.unicodeScalars.first else { return 0 }
    if g_unichar_iswide_cjk(first.value) != 0 || first.properties.isEmojiPresentation { return 2 }
    let emoji: Unicode.Scalar = "\u{FE0F}"
    return character.unicodeScalars.contains(emoji) ? 2 : 1
  }

  /// The columns of a text at normal size.
  static func of(_ text: String) -> Int {
    text.reduce(0) { $0 + of($1) }
  }
}
