/// A layout as plain text: one line a row, in columns for a fixed-width font.
public enum PlainText {
  /// The text of a layout; every line ends with a line feed and has no spaces at its end.
  ///
  /// Double-size text is written once, in the middle, at the right edge or where it began, as it stood
  /// on paper. Pictures and QR codes are named in square brackets, with the QR code's text.
  public static func render(_ layout: Layout) -> String {
    layout.rows.map { line($0, columns: layout.columns) + "\n" }.joined()
  }

  /// The text of one row, without the line feed.
  static func line(_ row: LayoutRow, columns: Int) -> String {
    switch row {
    case .text(let row): return line(row, columns: columns)
    case .rule(.dashed): return String(repeating: "-", count: columns)
    case .rule(.double): return String(repeating: "=", count: columns)
    case .qrCode(let text): return "[QR \(text)]"
    case .picture(let bitmap, _): return "[picture \(bitmap.width)x\(bitmap.height)]"
    case .drawing: return "[signature]"
    case .cut: return ""
    }
  }

  private static func line(_ row: TextRow, columns: Int) -> String {
    var result = ""
    var column = 0
    var end: Int?
    for segment in row.segments {
      let text: String
      switch segment.content {
      case .text(let content): text = content
      case .blank: text = String(repeating: "_", count: segment.width / row.size.columnsPerCell)
      }
      let width = segment.isSingleByte ? text.count : CellWidth.of(text)
      let start = start(
        of: segment, textWidth: width, segment.size ?? row.size, columns: columns)
      let touches = row.isExact && segment.column == end
      let gap = touches ? 0 : max(start - column, column == 0 ? 0 : 1)
      end = segment.column + segment.width
      result += String(repeating: " ", count: gap) + text
      column += gap + width
    }
    while result.last == " " { result.removeLast() }
    return result
  }

  /// Where a piece begins: double-size text is half as wide here as on paper and keeps its edge.
  private static func start(
    of segment: TextSegment, textWidth: Int, _ size: TextSize, columns: Int
  ) -> Int {
    let left = segment.column
    let right = columns - segment.column - segment.width
    guard size == .double, left > 0 else { return left }
    if right <= 0 { return columns - textWidth }
    return abs(left - right) <= 2 ? (columns - textWidth) / 2 : left
  }
}
