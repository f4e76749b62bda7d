import Wording

/// A name, a title or an id as somebody wrote it: what can stand on a slip and in a list.
package enum PersonText {
  /// The text without blanks around it; `nil` for nothing, for more than 60 characters, and for control
  /// characters.
  package static func checked(_ text: String) -> String? {
    var trimmed = Substring(text)
    while trimmed.first?.isWhitespace ?? false { trimmed.removeFirst() }
    while trimmed.last?.isWhitespace ?? false { trimmed.removeLast() }
    guard (1...60).contains(trimmed.count), VisibleText.of(String(trimmed)) == trimmed else {
      return nil
    }
    return String(trimmed)
  }
}
