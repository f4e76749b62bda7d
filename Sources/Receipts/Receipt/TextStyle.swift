/// How a line of text looks.
public struct TextStyle: Sendable, Hashable, Codable {
  /// Character size.
  public var size: TextSize
  /// Whether it is printed bold.
  public var isBold: Bool
  /// Where it stands on the row; pairs and columns ignore it.
  public var alignment: TextAlignment

  /// Makes a style; plain text on the left unless said otherwise.
  public init(
    size: TextSize = .normal, bold: Bool = false, alignment: TextAlignment = .leading
  ) {
    self.size = size
    self.isBold = bold
    self.alignment = alignment
  }
}

/// Character sizes of a receipt printer, in multiples of the normal character. Raw values are those of
/// the JSON form.
public enum TextSize: String, Sendable, Hashable, CaseIterable, Codable {
  /// 1 × 1.
  case normal
  /// 1 wide, 2 high.
  case tall
  /// 2 wide, 2 high: halves the columns.
  case double

  /// How many columns a half-width character takes.
  public var columnsPerCell: Int { self == .double ? 2 : 1 }
  /// How many rows it takes.
  public var rowsPerCell: Int { self == .normal ? 1 : 2 }
}

/// Where text stands in its row or cell. Raw values are those of the JSON form.
public enum TextAlignment: String, Sendable, Hashable, CaseIterable, Codable {
  /// At the left edge.
  case leading
  /// In the middle.
  case center
  /// At the right edge: amounts.
  case trailing
}
