import ArgumentParser
import Wording

/// A name, a title or an id as typed: what can stand on a slip and in a list.
enum PersonArgument {
  /// The text without blanks around it. Throws for nothing, for more than 60 characters, and for control
  /// characters.
  static func parse(_ text: String) throws -> String {
    guard let checked = check(text) else {
      throw ValidationError("write 1 to 60 characters without control characters")
    }
    return checked
  }

  /// The text without blanks around it; `nil` when it cannot stand in a list.
  static func check(_ text: String) -> String? {
    var trimmed = Substring(text)
    while trimmed.first?.isWhitespace ?? false { trimmed.removeFirst() }
    while trimmed.last?.isWhitespace ?? false { trimmed.removeLast() }
    guard (1...60).contains(trimmed.count), DisplayText.visible(String(trimmed)) == trimmed else {
      return nil
    }
    return String(trimmed)
  }
}
