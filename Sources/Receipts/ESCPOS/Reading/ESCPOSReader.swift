import Wording

/// Reads ESC/POS bytes back to what stands on paper.
///
/// Made for files and captured jobs from any program: any bytes are read without failing, commands that
/// are not known are skipped, and a row is handed on as soon as it is finished, so that nothing but the
/// job itself and one row or picture is kept.
public enum ESCPOSReader {
  /// What the bytes put on paper, as text lines in columns.
  ///
  /// Pictures appear as `[picture WxH]`, QR codes as `[QR …]`; a cut ends with an empty line.
  ///
  /// - Parameters:
  ///   - bytes: the job.
  ///   - encoding: the printer's character set.
  ///   - columns: the columns of the paper, 12 dots each.
  /// - Throws: ``RenderingError`` when the system does not know the character set.
  public static func text(
    _ bytes: some Sequence<UInt8>, encoding: PrinterEncoding = .gb18030, columns: Int = 48
  ) throws(RenderingError) -> String {
    var text = ""
    try read(bytes, encoding: encoding, columns: columns) { row in
      text += PlainText.line(row, columns: columns) + "\n"
    }
    return text
  }

  /// What the bytes put on paper, as the lines of ``text(_:encoding:columns:)`` one by one.
  public static func lines(
    _ bytes: some Sequence<UInt8>, encoding: PrinterEncoding = .gb18030, columns: Int = 48,
    each: (String) throws(RenderingError) -> Void
  ) throws(RenderingError) {
    try read(bytes, encoding: encoding, columns: columns) { (row) throws(RenderingError) in
      try each(PlainText.line(row, columns: columns))
    }
  }

  /// The paper as a PNG, dot for dot where there are pictures.
  ///
  /// - Throws: ``RenderingError`` when the system does not know the character set, cannot draw, or the
  ///   paper is longer than ``SlipPicture/longest``.
  public static func png(
    _ bytes: some Sequence<UInt8>, encoding: PrinterEncoding = .gb18030, columns: Int = 48,
    scale: Int = 2
  ) throws(RenderingError) -> [UInt8] {
    var roll = try PictureRoll(
      columns: columns, language: encoding == .big5 ? .traditionalChinese : .simplifiedChinese,
      scale: scale)
    try read(bytes, encoding: encoding, columns: columns) { (row) throws(RenderingError) in
      try roll.add(row)
    }
    return try roll.finish()
  }

  /// What the bytes put on paper, row by row.
  ///
  /// - Throws: ``RenderingError`` when the system does not know the character set, or what `each` throws.
  static func read(
    _ bytes: some Sequence<UInt8>, encoding: PrinterEncoding, columns: Int,
    each: (LayoutRow) throws(RenderingError) -> Void
  ) throws(RenderingError) {
    let bytes = Array(bytes)
    var tape = PaperTape(
      width: columns * Dots.column, transcoder: try Transcoder(encoding))
    var position = 0
    while position < bytes.count {
      position += tape.take(bytes[position...])
      for row in tape.takeRows() { try each(row) }
    }
    tape.finish()
    for row in tape.takeRows() { try each(row) }
  }
}
