/// One typed line of a receipt; what it looks like is decided by ``Layout``.
public indirect enum ReceiptLine: Sendable, Hashable {
  /// A paragraph; wraps at the width of the paper.
  case text(String, TextStyle = .init())
  /// A left and a right part on one row; the left wraps under itself, the right keeps its edge.
  case pair(left: String, right: String, TextStyle = .init())
  /// A row of several cells.
  case columns([ReceiptCell], TextStyle = .init())
  /// A line across the paper.
  case rule(RuleMark = .dashed)
  /// A QR code, centred.
  case qrCode(String)
  /// A picture, centred, dot for dot.
  case picture(Bitmap)
  /// The place where the member signs; on the customer copy only a captured signature is shown.
  case signature(SignatureBlock)
  /// Which copy it is and, on a reprint, 重印 with its count.
  case copyMark
  /// Empty rows.
  case feed(Int)
  /// Cash goes in or out: the printer opens the drawer, once (see ``Receipt/opensDrawer``).
  case drawer
  /// The end of the slip: the printer feeds and cuts.
  case cut
  /// A line of one copy, such as what is for the shop only.
  case only(Receipt.Copy, ReceiptLine)
}

/// One cell of a row.
public struct ReceiptCell: Sendable, Hashable, Codable {
  /// What it says; wraps inside the cell.
  public var text: String
  /// How many columns it takes.
  public var width: Width
  /// Where the text stands in it.
  public var alignment: TextAlignment

  /// Makes a cell.
  public init(_ text: String, width: Width = .rest, alignment: TextAlignment = .leading) {
    self.text = text
    self.width = width
    self.alignment = alignment
  }

  /// The width of a cell.
  public enum Width: Sendable, Hashable {
    /// This many columns.
    case columns(Int)
    /// An equal share of what the fixed cells leave.
    case rest
  }
}

/// The look of a line across the paper. Raw values are those of the JSON form.
public enum RuleMark: String, Sendable, Hashable, CaseIterable, Codable {
  /// Short dashes, between parts.
  case dashed
  /// Two strokes, above a total.
  case double
}
