/// A place in a text: line and column from 1, columns counted in Unicode scalars.
struct Place: Sendable, Hashable {
  var line: Int
  var column: Int
}

/// A YAML or JSON document as a tree whose scalars are still text.
///
/// Numbers stay as they were written, so that `0.88` never passes through a floating-point number,
/// and members stay in order and with duplicates, so that both can be judged.
struct DocumentNode: Sendable {
  var content: Content
  var place: Place

  enum Content: Sendable {
    case mapping([Member])
    case sequence([DocumentNode])
    case scalar(String, ScalarStyle)
    case null
  }

  /// One key and its value.
  struct Member: Sendable {
    var key: String
    var place: Place
    var value: DocumentNode
  }
}

/// How a scalar was written; it decides what the scalar may be read as.
enum ScalarStyle: Sendable, Hashable {
  /// A JSON string or a quoted YAML scalar.
  case quoted
  /// A JSON number.
  case number
  /// JSON `true` or `false`.
  case flag
  /// A plain YAML scalar: text, number or flag, as the field wants it.
  case plain
}
