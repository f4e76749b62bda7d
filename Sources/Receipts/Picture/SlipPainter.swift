import Wording

/// Draws the rows of a layout on a surface, all measures in dots of the print head.
struct SlipPainter {
  /// What was drawn on.
  let surface: Surface

  private let canvas: Canvas

  /// The empty paper around the printed area, in dots: 80 mm of paper for 72 mm of print, and some paper
  /// above and below.
  enum Margins {
    static let side = 32
    static let top = 40
    static let bottom = 40
  }

  /// What is drawn on.
  struct Canvas {
    /// The width of the printed area.
    var printed: Int
    var language: Language
    /// Pixels a dot.
    var scale = 1
    /// Empty paper on both sides.
    var side = 0
    var rowHeight = Dots.row

    /// The width in pixels.
    var width: Int { (printed + 2 * side) * scale }
  }

  /// A row and how high it is.
  struct Placed {
    var row: LayoutRow
    var height: Int
  }

  /// A row as dots, painted in parts.
  static func bitmap(of row: LayoutRow, _ canvas: Canvas) throws(RenderingError) -> Bitmap {
    let placed = Placed(row: row, height: try canvas.height(of: row))
    var bitmap = Bitmap(width: canvas.width, height: 0)
    for top in stride(from: 0, to: placed.height, by: 4096) {
      let height = min(4096, placed.height - top)
      bitmap.append(try Self(canvas, [placed], from: top, height: height).surface.bitmap())
    }
    return bitmap
  }

  /// Draws the part of some rows that begins so many dots below the first one's top.
  init(
    _ canvas: Canvas, _ rows: [Placed], from top: Int, height: Int
  ) throws(RenderingError) {
    self.canvas = canvas
    surface = try Surface(width: canvas.width, height: height * canvas.scale)
    surface.scale(Double(canvas.scale), Double(canvas.scale))
    let glyphs = try GlyphPainter(surface, language: canvas.language)
    var y = -top
    for placed in rows {
      if y < height, y + placed.height > 0 {
        try draw(
          placed.row, glyphs, x: canvas.side, y: y, width: canvas.printed, height: placed.height,
          visible: -y..<height - y)
      }
      y += placed.height
    }
  }

  private func draw(
    _ row: LayoutRow, _ glyphs: GlyphPainter, x: Int, y: Int, width: Int, height: Int,
    visible: Range<Int>
  ) throws(RenderingError) {
    switch row {
    case .text(let row): draw(row, glyphs, x: x, y: y, height: height)
    case .rule(let mark): draw(mark, x: x, y: y, width: width, height: height)
    case .qrCode(let text):
      let code = try QRCode(text).bitmap(width: width)
      draw(code, x: x + (width - code.width) / 2, y: y + (height - code.height) / 2, visible)
    case .picture(let bitmap, let left):
      draw(
        bitmap, x: x + (left ?? (width - bitmap.width) / 2), y: y + (height - bitmap.height) / 2,
        visible)
    case .drawing(let drawing): draw(drawing, x: x, y: y, printed: width)
    case .cut: break
    }
  }

  private func draw(_ row: TextRow, _ glyphs: GlyphPainter, x: Int, y: Int, height: Int) {
    guard !row.isNarrow else {
      // Font B: the same columns in three quarters of the width.
      var wide = row
      wide.isNarrow = false
      surface.drawing {
        surface.translate(Double(x), 0)
        surface.scale(Double(Dots.narrowColumn) / Double(Dots.column), 1)
        draw(wide, glyphs, x: 0, y: y, height: height)
      }
      return
    }
    // Characters of all sizes stand on the same line.
    let bottom = Double(y) + Double(height + Dots.character * row.size.rowsPerCell) / 2
    for segment in row.segments {
      let start = x + segment.column * Dots.column
      let size = segment.size ?? row.size
      switch segment.content {
      case .text(let text):
        glyphs.draw(
          text, x: Double(start), y: bottom - Double(Dots.character * size.rowsPerCell), size: size,
          isBold: row.isBold, cells: segment.isSingleByte ? 1 : nil)
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
  private func draw(_ bitmap: Bitmap, x: Int, y: Int, _ visible: Range<Int>) {
    for row in visible.clamped(to: 0..<bitmap.height) {
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

  fileprivate static func size(
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

extension SlipPainter.Canvas {
  /// The height of a row in dots.
  func height(of row: LayoutRow) throws(RenderingError) -> Int {
    switch row {
    case .text(let row): row.size.rowsPerCell * rowHeight
    case .rule: rowHeight * 4 / 5
    case .qrCode(let text): try QRCode(text).bitmap(width: printed).height + rowHeight
    // A picture whose place was read from paper has the paper around it in rows of its own.
    case .picture(let bitmap, let left): bitmap.height + (left == nil ? rowHeight / 2 : 0)
    case .drawing(let drawing):
      SlipPainter.size(of: drawing, printed: printed).height + rowHeight / 2
    // The blade is not part of the picture; the margin below is.
    case .cut: 0
    }
  }
}
