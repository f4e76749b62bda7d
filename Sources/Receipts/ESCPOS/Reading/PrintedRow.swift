/// One row as it comes out of the printer; places are in dots.
struct PrintedRow {
  private var pieces: [Piece] = []
  private var bands: [(x: Int, bitmap: Bitmap)] = []
  private var isBold = false
  private var isOpen = false
  /// The dots that are taken, blanks at the end among them.
  private(set) var end = 0

  /// A piece that grows in place, so that a row without an end takes no more than its length.
  private struct Piece {
    var x: Int
    var end: Int
    var text: String
    var columns: Int
    var size: TextSize
    var isNarrow: Bool
    /// Whether every character takes one column, whatever Unicode says of it.
    var isSingle: Bool
    /// Whether one of its characters takes two.
    var isWide: Bool
  }

  /// Whether nothing was printed on it, and nothing moved.
  var isEmpty: Bool { pieces.isEmpty && bands.isEmpty && end == 0 }
  var hasText: Bool { !pieces.isEmpty }

  /// Takes room up to a place.
  mutating func reserve(_ x: Int) {
    end = max(end, x)
    isOpen = false
  }

  /// Prints a character; normal-size spaces only move on.
  mutating func put(
    _ character: Character, at x: Int, width: Int, cells: Int, size: TextSize, isBold: Bool,
    isNarrow: Bool
  ) {
    end = max(end, x + width)
    if character == " ", size == .normal {
      isOpen = false
      return
    }
    self.isBold = self.isBold || isBold
    let isSingle = CellWidth.of(character) > cells
    let columns = cells * size.columnsPerCell
    if isOpen, let last = pieces.indices.last, pieces[last].end == x, pieces[last].size == size,
      pieces[last].isNarrow == isNarrow, !(isSingle && pieces[last].isWide),
      !(cells > 1 && pieces[last].isSingle)
    {
      pieces[last].text.append(character)
      pieces[last].end = x + width
      pieces[last].columns += columns
      pieces[last].isSingle = pieces[last].isSingle || isSingle
      pieces[last].isWide = pieces[last].isWide || cells > 1
    } else {
      pieces.append(
        Piece(
          x: x, end: x + width, text: String(character), columns: columns, size: size,
          isNarrow: isNarrow, isSingle: isSingle, isWide: cells > 1))
      isOpen = true
    }
  }

  /// Prints a band of dots.
  mutating func put(_ bitmap: Bitmap, at x: Int) {
    isOpen = false
    end = max(end, x + bitmap.width)
    if !bitmap.isEmpty { bands.append((x, bitmap)) }
  }

  /// The bands of the row as one picture.
  func band(limit: Int) -> (bitmap: Bitmap, x: Int)? {
    guard let first = bands.first else { return nil }
    if bands.count == 1 { return (first.bitmap, first.x) }
    let left = bands.map(\.x).min() ?? 0
    let right = min(bands.map { $0.x + $0.bitmap.width }.max() ?? 0, left + limit)
    var whole = Bitmap(width: right - left, height: bands.map(\.bitmap.height).max() ?? 0)
    for band in bands { whole.draw(band.bitmap, x: band.x - left) }
    return (whole, left)
  }

  /// The row as a row of a layout: places become columns, and what has a gap between on paper keeps one.
  func textRow(at offset: Int) -> TextRow {
    let isNarrow = !pieces.isEmpty && pieces.allSatisfy(\.isNarrow)
    let unit = isNarrow ? Dots.narrowColumn : Dots.column
    let size: TextSize =
      pieces.contains { $0.size == .double }
      ? .double : pieces.contains { $0.size == .tall } ? .tall : .normal
    var segments: [TextSegment] = []
    var last: (dots: Int, column: Int)?
    for piece in pieces.sorted(by: { $0.x < $1.x }) {
      var column = (piece.x + offset + (unit - 1) / 2) / unit
      if let last { column = piece.x == last.dots ? last.column : max(column, last.column + 1) }
      var segment = TextSegment(column: column, width: piece.columns, content: .text(piece.text))
      segment.size = piece.size == size ? nil : piece.size
      segment.isSingleByte = piece.isSingle
      segments.append(segment)
      last = (piece.end, column + piece.columns)
    }
    var row = TextRow(size: size, bold: isBold, segments: segments)
    (row.isExact, row.isNarrow) = (true, isNarrow)
    return row
  }
}
