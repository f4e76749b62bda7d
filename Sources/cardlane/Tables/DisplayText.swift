import Receipts

/// Text in columns on a terminal.
enum DisplayText {
  /// The columns that text takes.
  static func width(_ text: String) -> Int { CellWidth.onTerminal(text) }

  /// The text with blanks on its left or right up to a width.
  static func padded(_ text: String, to width: Int, right: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - Self.width(text)))
    return right ? blanks + text : text + blanks
  }
}
