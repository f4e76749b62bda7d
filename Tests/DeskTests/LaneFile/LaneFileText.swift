import Foundation

@testable import Desk

/// The lane file that the documentation shows, and changes to it.
enum LaneFileText {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The whole example of the page.
  static let whole: String = {
    let page = try? String(
      contentsOf: root.appending(path: "docs/CardLane.docc/TheLaneFile.md"), encoding: .utf8)
    let blocks = (page ?? "").components(separatedBy: "```yaml\n").dropFirst()
    return blocks.first?.components(separatedBy: "```").first ?? ""
  }()

  /// A line with a field: its number from 1, its column from 1, and the field's name.
  struct FieldLine: Sendable, CustomStringConvertible {
    let number: Int
    let column: Int
    let key: String

    var description: String { "\(number):\(column) \(key)" }
  }

  static let fields: [FieldLine] = lines(whole).enumerated().compactMap { index, line in
    guard let match = line.wholeMatch(of: /( *(?:- )?)([A-Za-z-]+):( .*)?/) else { return nil }
    return FieldLine(number: index + 1, column: match.1.count + 1, key: String(match.2))
  }

  static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The example with one line changed.
  static func changing(_ number: Int, _ change: (String) -> [String]) -> String {
    var lines = lines(whole)
    lines.replaceSubrange(number - 1..<number, with: change(lines[number - 1]))
    return lines.joined(separator: "\n")
  }

  /// The example with one passage replaced.
  static func replacing(_ old: String, _ new: String) -> String {
    precondition(whole.contains(old), old)
    return whole.replacing(old, with: new)
  }
}
