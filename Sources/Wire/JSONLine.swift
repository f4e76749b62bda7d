import Foundation
import Wording

/// Anything encodable as one line of JSON.
package enum JSONLine {
  /// Compact JSON with sorted keys, so that the same input gives the same bytes; what a terminal
  /// would obey is written as `\\u…`.
  package static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return VisibleText.json(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// An object of fields that are JSON already, such as a quote in the bytes in which it was stored; the
  /// keys are sorted, and what is `nil` is left out.
  static func object(_ fields: [String: String?]) -> String {
    let members = fields.compactMap { name, value in value.map { (name, $0) } }
    return "{" + members.sorted { $0.0 < $1.0 }.map { "\"\($0)\":\($1)" }.joined(separator: ",")
      + "}"
  }
}
