/// One row as it comes out of the printer.
struct PrintedRow {
  private var pieces: [Piece] = []
  private var column = 0
  private var size = TextSize.normal
  private var isBold = false
  private var isOpen = false

  /// A piece that grows in place, so that a row without an end takes no more than its length.
  private struct Piece {
    var column: Int
    var width: Int
    var text: String
  }

  /// Whether nothing was printed on it.
  var isEmpty: Bool { pieces.isEmpty && column == 0 }

  /// Prints a character; normal-size spaces only move on.
  mutating func put(_ character: Character, size: TextSize, isBold: Bool) {
    let width = CellWidth.of(character) * size.columnsPerCell
    defer { column += width }
    if character == " ", size == .normal {
      isOpen = false
      return
    }
    if size.rowsPerCell >= self.size.rowsPerCell, size != .normal { self.size = size }
    self.isBold = self.isBold || isBold
    if isOpen, let last = pieces.indices.last {
      pieces[last].text.append(character)
      pieces[last].width += width
    } else {
      pieces.append(Piece(column: column, width: width, text: String(character)))
      isOpen = true
    }
  }

  /// Prints a text at normal size.
  mutating func put(contentsOf text: String) {
    for character in text { put(character, size: .normal, isBold: false) }
  }

  /// The row as a row of a layout.
  var textRow: TextRow {
    TextRow(
      size: size, bold: isBold,
      segments: pieces.map {
        TextSegment(column: $0.column, width: $0.width, content: .text($0.text))
      })
  }
}
