import Wording

/// Sets typed lines in rows of a paper width.
struct RowSetter {
  /// The columns of the paper.
  let columns: Int
  /// The receipt that is set.
  let receipt: Receipt
  /// The rows so far.
  private(set) var rows: [LayoutRow] = []

  init(columns: Int, receipt: Receipt) {
    self.columns = columns
    self.receipt = receipt
  }

  /// Sets one line below the rows so far.
  mutating func set(_ line: ReceiptLine) {
    switch line {
    case .text(let text, let style): set(text, style)
    case .pair(let left, let right, let style): set(left: left, right: right, style)
    case .columns(let cells, let style): set(cells, style)
    case .rule(let mark): addRule(mark)
    case .qrCode(let text): rows.append(.qrCode(SafeText.clean(text)))
    case .picture(let bitmap): rows.append(.picture(bitmap.narrowed(to: columns * Dots.column)))
    case .signature(let block): set(block)
    case .copyMark: setCopyMark()
    case .feed(let count):
      rows += Array(repeating: .text(TextRow()), count: min(max(0, count), 40))
    case .drawer: break
    case .cut: rows.append(.cut)
    case .only(let copy, let line): if copy == receipt.copy { set(line) }
    }
  }

  /// The columns of a row for characters of a size.
  func columns(for size: TextSize) -> Int { columns / size.columnsPerCell }

  /// Adds a row of pieces; each is text and the column of the paper where it starts.
  mutating func add(_ style: TextStyle, _ pieces: [(text: String, column: Int)]) {
    let unit = style.size.columnsPerCell
    let segments = pieces.filter { !$0.text.isEmpty }.map { piece in
      // An indent is an empty place, not printed spaces.
      let indent = piece.text.prefix { $0 == " " }.count
      let text = String(piece.text.dropFirst(indent))
      return TextSegment(
        column: piece.column + indent * unit, width: CellWidth.of(text) * unit,
        content: .text(text))
    }
    rows.append(.text(TextRow(size: style.size, bold: style.isBold, segments: segments)))
  }

  /// Adds a piece to the right of the last row.
  mutating func extendLastRow(with segment: TextSegment) {
    guard case .text(var row) = rows.last else { return }
    row.segments.append(segment)
    rows[rows.count - 1] = .text(row)
  }

  /// Adds a line across the paper; two in a row are one, the later.
  private mutating func addRule(_ mark: RuleMark) {
    if case .rule = rows.last { rows.removeLast() }
    rows.append(.rule(mark))
  }

  /// Adds a drawn signature.
  mutating func addDrawing(_ drawing: SignatureDrawing) { rows.append(.drawing(drawing)) }

  private mutating func set(_ text: String, _ style: TextStyle) {
    let room = columns(for: style.size)
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      for line in LineBreaking.wrap(SafeText.clean(String(paragraph)), width: room) {
        add(style, [(line, start(of: line, style.alignment, style.size))])
      }
    }
  }

  private mutating func set(left: String, right: String, _ style: TextStyle) {
    let room = columns(for: style.size)
    let right = SafeText.clean(right)
    let width = CellWidth.of(right)
    let rest = right.isEmpty ? room : room - width - 1
    // Too little is left beside the right part: it goes below.
    guard rest >= min(8, room / 2) || CellWidth.of(SafeText.clean(left)) <= rest else {
      set(left, style)
      for line in LineBreaking.wrap(right, width: room) {
        add(style, [(line, start(of: line, .trailing, style.size))])
      }
      return
    }
    for (index, line) in LineBreaking.wrap(SafeText.clean(left), width: rest).enumerated() {
      add(
        style,
        index == 0 ? [(line, 0), (right, start(of: right, .trailing, style.size))] : [(line, 0)])
    }
  }

  private mutating func set(_ cells: [ReceiptCell], _ style: TextStyle) {
    guard let widths = widths(of: cells, room: columns(for: style.size)) else {
      // The fixed cells alone are wider than the paper: one below the other.
      for cell in cells {
        set(
          cell.text,
          TextStyle(
            size: style.size, bold: style.isBold, alignment: cell.alignment))
      }
      return
    }
    let unit = style.size.columnsPerCell
    var starts: [Int] = []
    var column = 0
    for width in widths {
      starts.append(column)
      column += width
    }
    var texts = cells.map { SafeText.clean($0.text) }
    if cells.count > 1, cells[0].width == .rest, CellWidth.of(texts[0]) > widths[0] - 1 {
      // A long first cell takes rows of its own; the others stand beside its last row if they can.
      let lines = LineBreaking.wrap(texts[0], width: columns(for: style.size))
      for line in lines.dropLast() { add(style, [(line, 0)]) }
      texts[0] = lines.last ?? ""
      if CellWidth.of(texts[0]) > widths[0] - 1 {
        add(style, [(texts[0], 0)])
        texts[0] = ""
      }
    }
    let lines = cells.indices.map { index in
      let gap = cells[index].alignment == .trailing || index == cells.count - 1 ? 0 : 1
      return LineBreaking.wrap(texts[index], width: max(2, widths[index] - gap))
    }
    for row in 0..<(lines.map(\.count).max() ?? 0) {
      add(
        style,
        cells.indices.compactMap { index in
          guard row < lines[index].count else { return nil }
          let line = lines[index][row]
          let inside = start(
            of: line, cells[index].alignment, style.size, width: widths[index] * unit)
          return (line, starts[index] * unit + inside)
        })
    }
  }

  /// The width of each cell, or `nil` when they do not fit.
  private func widths(of cells: [ReceiptCell], room: Int) -> [Int]? {
    var fixed = 0
    var free = 0
    for cell in cells {
      switch cell.width {
      case .columns(let count): fixed += min(max(2, count), 1000)
      case .rest: free += 1
      }
    }
    guard fixed + free * 4 <= room else { return nil }
    var rest = room - fixed
    return cells.map { cell in
      switch cell.width {
      case .columns(let count): return max(2, count)
      case .rest:
        let share = rest / free
        rest -= share
        free -= 1
        return share
      }
    }
  }

  /// Where a text begins in a place that is `width` columns of the paper wide, the whole paper unless
  /// told otherwise.
  private func start(
    of line: String, _ alignment: TextAlignment, _ size: TextSize, width: Int? = nil
  ) -> Int {
    let space = max(0, (width ?? columns) - CellWidth.of(line) * size.columnsPerCell)
    switch alignment {
    case .leading: return 0
    case .center: return space / 2
    case .trailing: return space
    }
  }
}
