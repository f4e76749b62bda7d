/// The dots of a receipt printer's head: 8 a millimetre (203 dpi), font A of 12 × 24.
enum Dots {
  /// The width of a column.
  static let column = 12
  /// The width of a column in font B.
  static let narrowColumn = 9
  /// Dots of an inch.
  static let perInch = 203
  /// The height of a character.
  static let character = 24
  /// From one row to the next, unless the printer's profile says otherwise.
  static let row = 30
  /// From the top of the character to the base line: the em box of the Noto CJK fonts.
  static let ascent = 0.88 * 24
}
