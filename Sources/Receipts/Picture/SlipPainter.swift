import Wording

/// Draws the rows of a layout on a surface, all measures in dots of the print head.
struct SlipPainter {
  /// What was drawn on.
  let surface: Surface

  /// The empty paper around the printed area, in dots.
  struct Margins {
    var side: Int
    var top: Int
    var bottom: Int

    /// The print area alone.
    static let none = Margins(side: 0, top: 0, bottom: 0)
    /// 80 mm of paper for 72 mm of print, and some paper above and below.
    static let paper = Margins(side: 32, top: 40, bottom: 40)
  }

  /// Draws a layout.
  init(
    _ layout: Layout, scale: Int, margins: Margins, rowHeight: Int = Dots.row, width: Int? = nil
  ) throws(RenderingError) {
    let printed = width ?? layout.columns * Dots.column
    let heights = try layout.rows.map { (row) throws(RenderingError) in
      try Self.height(of: row, printed: printed, rowHeight: rowHeight, margins: margins)
    }
    let height = max(1, heights.reduce(0, +) + margins.top + margins.bottom)
    surface = try Surface(
      width: (printed + 2 * margins.side) * scale, height: height * scale)
    surface.scale(Double(scale), Double(scale))
    let glyphs = try GlyphPainter(surface, language: layout.language)
    var y = margins.top
    for (row, height) in zip(layout.rows, heights) {
      try draw(row, glyphs, x: margins.side, y: y, width: printed, height: height)
      y += height
    }
  }

  private static func height(
    of row: LayoutRow, printed: Int, rowHeight: Int, margins: Margins
  ) throws(RenderingError) -> Int {
    switch row {
    case .text(let row): row.size.rowsPerCell * rowHeight
    case .rule: rowHeight * 4 / 5
    case .qrCode(let text): try QRCode(text).bitmap(width: printed).height + rowHeight
    case .picture(let bitmap): bitmap.height + rowHeight / 2
    case .drawing(let drawing): Self.size(of: drawing, printed: printed).height + rowHeight / 2
    // The blade is not part of the picture; the margin below is.
    case .cut: 0
    }
  }

  private func draw(
    _ row: LayoutRow, _ glyphs: GlyphPainter, x: Int, y: Int, width: Int, height: Int
  ) throws(RenderingError) {
    switch row {
    case .text(let row): draw(row, glyphs, x: x, y: y, height: height)
    case .rule(let mark): draw(mark, x: x, y: y, width: width, height: height)
    case .qrCode(let text):
      let code = try QRCode(text).bitmap(width: width)
      draw(code, x: x + (width - code.width) / 2, y: y + (height - code.height) / 2)
    case .picture(let bitmap):
      draw(bitmap, x: x + (width - bitmap.width) / 2, y: y + (height - bitmap.height) / 2)
    case .drawing(let drawing): draw(drawing, x: x, y: y, printed: width)
    case .cut: break
    }
  }

  private func draw(_ row: TextRow, _ glyphs: GlyphPainter, x: Int, y: Int, height: Int) {
    let top = Double(y) + Double(height - Dots.character * row.size.rowsPerCell) / 2
    for segment in row.segments {
      let start = x + segment.column * Dots.column
      switch segment.content {
      case .text(let text):
        glyphs.draw(text, x: Double(start), y: top, size: row.size, isBold: row.isBold)
      case .blank:
        surface.fill(
          x: Double(start), y: Double(y + height - 5), width: Double(segment.width * Dots.column),
          height: 2)
      }
    }
  }

  private func draw(_ mark: RuleMark, x: Int, y: Int, width: Int, height: Int) {
    let middle = y + height / 2
    switch mark {
    case .dashed:
      for start in stride(from: 0, to: width, by: 12) {
        surface.fill(
          x: Double(x + start), y: Double(middle - 1), width: Double(min(8, width - start)),
          height: 2)
      }
    case .double:
      surface.fill(x: Double(x), y: Double(middle - 4), width: Double(width), height: 2)
      surface.fill(x: Double(x), y: Double(middle + 2), width: Double(width), height: 2)
    }
  }

  /// Draws a picture dot for dot, joining the black dots of a row.
  private func draw(_ bitmap: Bitmap, x: Int, y: Int) {
    for row in 0..<bitmap.height {
      var start = 0
      while start < bitmap.width {
        guard bitmap[start, row] else {
          start += 1
          continue
        }
        var end = start
        while end < bitmap.width, bitmap[end, row] { end += 1 }
        surface.fill(
          x: Double(x + start), y: Double(y + row), width: Double(end - start), height: 1)
        start = end
      }
    }
  }

  private static func size(
    of drawing: SignatureDrawing, printed: Int
  ) -> (width: Int, height: Int, scale: Double) {
    let scale = min(Double(printed) * 0.75 / Double(drawing.width), 150 / Double(drawing.height))
    return (
      max(1, Int(Double(drawing.width) * scale)), max(1, Int(Double(drawing.height) * scale)), scale
    )
  }

  private func draw(_ drawing: SignatureDrawing, x: Int, y: Int, printed: Int) {
    let size = Self.size(of: drawing, printed: printed)
    let left = Double(x + (printed - size.width) / 2)
    for stroke in drawing.strokes {
      surface.stroke(
        stroke.map { point in
          let inside = (
            x: min(max(0, point.x), drawing.width), y: min(max(0, point.y), drawing.height)
          )
          return (left + Double(inside.x) * size.scale, Double(y) + Double(inside.y) * size.scale)
        }, thickness: 3)
    }
  }
}
