import Foundation
package import Loyalty
import Testing

extension LoyaltyProgram {
  /// A shipped program file, some of its text replaced.
  package static func shipped(
    _ name: String, replacing passages: KeyValuePairs<String, String> = [:]
  ) throws -> LoyaltyProgram {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    var text = try String(
      contentsOf: root.appendingPathComponent("programs/\(name).yaml"), encoding: .utf8)
    for (old, new) in passages {
      try #require(text.contains(old))
      text = text.replacingOccurrences(of: old, with: new)
    }
    return try LoyaltyProgram.load(yaml: text, file: name)
  }
}
