import Foundation

/// Anything encodable as one line of JSON.
package enum JSONLine {
  /// Compact JSON with sorted keys, so that the same input gives the same bytes.
  package static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
