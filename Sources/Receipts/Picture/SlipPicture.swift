/// A layout as a picture: a PNG that looks like the paper slip.
public enum SlipPicture {
  /// The PNG (ISO/IEC 15948) of a layout: black on white in 256 greys.
  ///
  /// Each column is 12 dots wide, so a full-width character is 24, and 48 columns are 576 dots, as on
  /// 80 mm paper at 203 dpi; the paper's margins stand around them.
  ///
  /// - Parameter scale: how many pixels a dot is, 1 to 4; 2 is good for screens.
  /// - Throws: ``RenderingError`` when the drawing library refuses.
  public static func png(_ layout: Layout, scale: Int = 2) throws(RenderingError) -> [UInt8] {
    let scale = min(max(1, scale), 4)
    let painter = try SlipPainter(layout, scale: scale, margins: .paper)
    return try painter.surface.png()
  }

  /// The layout as dots of the print head, `columns` × 12 wide, without margins.
  ///
  /// - Throws: ``RenderingError`` when the drawing library refuses.
  public static func bitmap(_ layout: Layout) throws(RenderingError) -> Bitmap {
    try SlipPainter(layout, scale: 1, margins: .none).surface.bitmap()
  }
}
