/// A layout as a picture: a PNG that looks like the paper slip.
public enum SlipPicture {
  /// The longest paper that is drawn, in dots: 100 metres, more than a roll has.
  public static let longest = 800_000

  /// The PNG (ISO/IEC 15948) of a layout: black on white in 256 greys.
  ///
  /// Each column is 12 dots wide, so a full-width character is 24, and 48 columns are 576 dots, as on
  /// 80 mm paper at 203 dpi; the paper's margins stand around them.
  ///
  /// - Parameters:
  ///   - layout: the slip as it is set.
  ///   - scale: how many pixels a dot is, 1 to 4; 2 is good for screens.
  /// - Throws: ``RenderingError`` when the drawing library refuses or the slip is longer than ``longest``.
  public static func png(_ layout: Layout, scale: Int = 2) throws(RenderingError) -> [UInt8] {
    var roll = try PictureRoll(
      columns: layout.columns, language: layout.language, scale: scale)
    for row in layout.rows { try roll.add(row) }
    return try roll.finish()
  }
}
