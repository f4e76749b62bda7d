/// A place in a text: line and column from 1, columns counted in Unicode scalars.
package struct Place: Sendable, Hashable {
  package var line: Int
  package var column: Int
}

/// A YAML or JSON document as a tree whose scalars are still text.
///
/// Numbers stay as they were written, so that `0.88` never passes through a floating-point number,
/// and members stay in order and with duplicates, so that both can be judged.
package struct DocumentNode: Sendable {
  package var content: Content
  package var place: Place

  package enum Content: Sendable {
    case mapping([Member])
    case sequence([DocumentNode])
    case scalar(String, ScalarStyle)
    /// JSON's `null`: said to be nothing.
    case null
    /// A YAML field without a value, or with one that means none (`~`, `null`).
    case missing
  }

  /// One key and its value.
  package struct Member: Sendable {
    package var key: String
    package var place: Place
    package var value: DocumentNode
  }
}

/// How a scalar was written; it decides what the scalar may be read as.
package enum ScalarStyle: Sendable, Hashable {
  /// A JSON string or a quoted YAML scalar.
  case quoted
  /// A JSON number.
  case number
  /// JSON `true` or `false`.
  case flag
  /// A plain YAML scalar: text, number or flag, as the field wants it.
  case plain
}
