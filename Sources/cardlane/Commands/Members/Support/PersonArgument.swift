import ArgumentParser
import Desk

/// A name, a title or an id as typed: what can stand on a slip and in a list.
enum PersonArgument {
  /// The text without blanks around it. Throws for nothing, for more than 60 characters, and for control
  /// characters.
  static func parse(_ text: String) throws -> String {
    guard let checked = PersonText.checked(text) else {
      throw ValidationError("write 1 to 60 characters without control characters")
    }
    return checked
  }
}
