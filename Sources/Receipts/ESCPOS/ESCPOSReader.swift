/// Reads ESC/POS bytes back to what stands on paper.
///
/// Made for files and captured jobs from any program: any bytes are read without failing, commands that
/// are not known are skipped, and everything it keeps is bounded by the length of the bytes.
public enum ESCPOSReader {
  /// What the bytes put on paper, as text lines in columns.
  ///
  /// Pictures appear as `[picture WxH]`, QR codes as `[QR …]`; a cut ends with an empty line.
  ///
  /// - Parameters:
  ///   - bytes: the job.
  ///   - encoding: the printer's character set.
  ///   - columns: the columns of the paper; needed to place double-size text as it stood.
  /// - Throws: ``RenderingError`` when the system does not know the character set.
  public static func text(
    _ bytes: some Sequence<UInt8>, encoding: PrinterEncoding = .gb18030, columns: Int = 48
  ) throws(RenderingError) -> String {
    try paper(bytes, encoding: encoding).map { PlainText.line($0, columns: columns) + "\n" }
      .joined()
  }

  /// What the bytes put on paper, row by row.
  ///
  /// - Throws: ``RenderingError`` when the system does not know the character set.
  public static func paper(
    _ bytes: some Sequence<UInt8>, encoding: PrinterEncoding = .gb18030
  ) throws(RenderingError) -> [LayoutRow] {
    var tape = PaperTape(bytes: Array(bytes), transcoder: try Transcoder(encoding))
    return tape.read()
  }
}
