public import Wording

/// A receipt set in columns, row by row; every output is drawn from it.
///
/// A full-width character takes 2 columns, a half-width one 1, double size twice as much. Characters
/// whose width depends on the context (East Asian Width “ambiguous”, Unicode Standard Annex 11) take 2,
/// as in the Chinese character sets of the printers. A grapheme is never split.
public struct Layout: Sendable, Hashable {
  /// The columns of the paper: 48 at 80 mm, 32 at 58 mm.
  public let columns: Int
  /// The receipt's number, for file names and titles.
  public let number: String
  /// The language of the receipt; it chooses the shapes of characters in pictures.
  public let language: Language
  /// The rows from top to bottom.
  public let rows: [LayoutRow]
  /// Whether the drawer opens when it is printed.
  public let opensDrawer: Bool

  /// The widths that make sense: 16 to 255 columns.
  public static let columnLimits = 16...255

  /// Sets a receipt in columns; a width outside ``columnLimits`` is moved to the nearest inside.
  public init(_ receipt: Receipt, columns: Int = 48) {
    let width = min(max(columns, Self.columnLimits.lowerBound), Self.columnLimits.upperBound)
    var setter = RowSetter(columns: width, receipt: receipt)
    for line in receipt.lines { setter.set(line) }
    self.columns = width
    self.number = receipt.number
    self.language = receipt.language
    self.rows = setter.rows
    self.opensDrawer = receipt.opensDrawer
  }

  /// Takes rows that are already set.
  init(columns: Int, number: String = "", language: Language, rows: [LayoutRow]) {
    self.columns = columns
    self.number = number
    self.language = language
    self.rows = rows
    self.opensDrawer = false
  }
}

/// One row of a layout.
public enum LayoutRow: Sendable, Hashable {
  /// Text in columns; an empty row has no segments.
  case text(TextRow)
  /// A line across the paper.
  case rule(RuleMark)
  /// A QR code, centred.
  case qrCode(String)
  /// A picture, dot for dot, in the middle or so many dots from the left.
  case picture(Bitmap, x: Int? = nil)
  /// A drawn signature, centred.
  case drawing(SignatureDrawing)
  /// Feed and cut.
  case cut
}

/// A row of text: pieces that do not overlap, from left to right.
public struct TextRow: Sendable, Hashable {
  /// The size of every character on the row.
  public var size: TextSize
  /// Whether the row is bold.
  public var isBold: Bool
  /// The pieces.
  public var segments: [TextSegment]
  /// Whether it was read from paper: pieces that touch have nothing between.
  var isExact = false
  /// Whether its columns are those of font B.
  var isNarrow = false

  /// Makes a row.
  public init(size: TextSize = .normal, bold: Bool = false, segments: [TextSegment] = []) {
    self.size = size
    self.isBold = bold
    self.segments = segments
  }
}

/// A piece of a row.
public struct TextSegment: Sendable, Hashable {
  /// The column where it starts, from 0, in columns of the paper.
  public var column: Int
  /// How many columns of the paper it takes.
  public var width: Int
  /// What stands there.
  public var content: Content
  /// Its own size, where it is not that of its row.
  var size: TextSize?
  /// Whether every character takes one column, whatever Unicode says of it.
  var isSingleByte = false

  /// Makes a piece.
  public init(column: Int, width: Int, content: Content) {
    self.column = column
    self.width = width
    self.content = content
  }

  /// What stands in a piece.
  public enum Content: Sendable, Hashable {
    /// Text, free of control characters.
    case text(String)
    /// An empty line to write on.
    case blank
  }
}
