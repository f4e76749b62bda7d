import Documents
import Foundation
import Loyalty
import Testing
import Wording

/// One slip of the keyboard in a shipped file, at every place where it can happen: it is told at its own line,
/// before anything else, and in words that are not the YAML library's.
@Suite("One slip in one line of a shipped file is told at that line")
struct MutatedFileTests {
  /// A file with one line changed.
  struct Mutation: Sendable {
    var name: String
    /// The line that is wrong, from 1.
    var line: Int
    var text: String
  }

  /// Ways to get a line wrong; each gives the line anew, or `nil` where it does not apply.
  enum Slip: String, CaseIterable, Sendable {
    case colonDeleted, colonFullWidth, colonWithoutSpace
    case dashDeleted, dashReplacedByBlank, dashAndBlankDeleted, dashFullWidth
    case quoteDeleted, quoteOpened, quotesFullWidth
    case tabBehindColon, tabIndent, noBreakSpace, ideographicSpace
    case commaFullWidth, bracketClosedNever, bracketFullWidth
    case wordInserted, wordInFront, wordsBelow

    /// The lines that one line may become; `nil` stands for the line itself, with another put before it.
    func variants(_ line: Line) -> [[String]] {
      switch self {
      case .colonDeleted: line.colons.map { [line.replacing($0, 1, "")] }
      case .colonFullWidth: line.colons.map { [line.replacing($0, 1, "：")] }
      case .colonWithoutSpace:
        line.colons.filter { line.blanks(after: $0) > 0 }
          .map { [line.replacing($0 + 1, line.blanks(after: $0), "")] }
      case .dashDeleted: line.dashes.map { [line.replacing($0, 1, "")] }
      case .dashReplacedByBlank: line.dashes.map { [line.replacing($0, 1, " ")] }
      case .dashAndBlankDeleted: line.dashes.map { [line.replacing($0, 2, "")] }
      case .dashFullWidth: line.dashes.map { [line.replacing($0, 1, "－")] }
      case .quoteDeleted: line.all("\"").map { [line.replacing($0, 1, "")] }
      case .quoteOpened: line.values.map { [line.replacing($0, 0, "\"")] }
      case .quotesFullWidth:
        line.code.contains("\"")
          ? [[line.text.replacing(/"(.*?)"/) { "“\($0.1)”" }]] : []
      case .tabBehindColon:
        line.colons.filter { line.blanks(after: $0) > 0 }
          .map { [line.replacing($0 + 1, line.blanks(after: $0), "\t")] }
      case .tabIndent: line.indent > 0 ? [["\t" + line.text.dropFirst(line.indent)]] : []
      case .noBreakSpace:
        // In the indentation, and behind each colon.
        (line.all(" ").prefix(1) + line.colons.filter { line.blanks(after: $0) > 0 }.map { $0 + 1 })
          .map { [line.replacing($0, 1, "\u{A0}")] }
      case .ideographicSpace:
        line.colons.filter { line.blanks(after: $0) > 0 }
          .map { [line.replacing($0 + 1, 1, "\u{3000}")] }
      case .commaFullWidth: line.all(",").map { [line.replacing($0, 2, "，")] }
      case .bracketClosedNever: (line.all("}") + line.all("]")).map { [line.replacing($0, 1, "")] }
      case .bracketFullWidth: line.all("{").prefix(1).map { [line.replacing($0, 1, "｛")] }
      case .wordInserted: [[line.blank + "word", line.text], [line.blank + "门店", line.text]]
      case .wordInFront: line.colons.isEmpty ? [] : [[line.blank + "word " + line.content]]
      case .wordsBelow: [[line.blank + "  two words", line.text]]
      }
    }
  }

  /// A line of YAML, and what of it is no comment.
  struct Line {
    let text: String
    let code: [Character]

    init(_ text: String) {
      self.text = text
      var isQuoted = false
      var before: Character = " "
      var code: [Character] = []
      for character in text {
        if character == "#", !isQuoted, before == " " { break }
        if character == "\"" { isQuoted.toggle() }
        code.append(character)
        before = character
      }
      while code.last == " " { code.removeLast() }
      self.code = code
    }

    var indent: Int { code.prefix { $0 == " " }.count }
    var blank: String { String(repeating: " ", count: indent) }
    var content: Substring { text.dropFirst(indent) }
    func all(_ character: Character) -> [Int] { code.indices.filter { code[$0] == character } }
    var colons: [Int] {
      all(":").filter { $0 + 1 == code.count || code[$0 + 1] == " " }
    }
    var dashes: [Int] {
      code.indices.contains(indent + 1) && code[indent] == "-" && code[indent + 1] == " "
        ? [indent] : []
    }
    /// Where values begin that are neither quoted nor in brackets.
    var values: [Int] {
      colons.compactMap { colon in
        let start = colon + 1 + blanks(after: colon)
        return start < code.count && !"\"[{".contains(code[start]) ? start : nil
      }
    }
    func blanks(after index: Int) -> Int { code.dropFirst(index + 1).prefix { $0 == " " }.count }
    func replacing(_ index: Int, _ count: Int, _ new: String) -> String {
      text.prefix(index) + new + text.dropFirst(index + count)
    }
  }

  private static let files = [
    "chain-store.yaml", "department-store.yaml", "retail-loyalty.yaml", "examples/poster.yaml",
    "examples/rules-service.yaml",
  ]

  private func mutations(_ file: String, _ slip: Slip) -> [Mutation] {
    let lines = Programs.text(file).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    return lines.indices.flatMap { index -> [Mutation] in
      let line = Line(lines[index])
      guard !line.code.isEmpty else { return [] }
      return slip.variants(line).map { new in
        let all = lines[..<index] + new + lines[(index + 1)...]
        return Mutation(name: file, line: index + 1, text: all.joined(separator: "\n"))
      }
    }
  }

  /// Every deleted colon, and of the other slips one in eleven, from another place for each: reading a whole
  /// program takes a debug build its time. `CARDLANE_EVERY_SLIP=1` tries them all.
  private func chosen(_ file: String, _ slip: Slip) -> [Mutation] {
    let all = mutations(file, slip)
    guard slip != .colonDeleted,
      ProcessInfo.processInfo.environment["CARDLANE_EVERY_SLIP"] == nil
    else { return all }
    let first = (Slip.allCases.firstIndex(of: slip) ?? 0) % 11
    return all.enumerated().filter { $0.offset % 11 == first }.map(\.element)
  }

  private func mistakes(_ mutation: Mutation) -> [Mistake] {
    let bytes = Array(mutation.text.utf8)
    do {
      if mutation.name.hasSuffix("poster.yaml") {
        _ = try Poster.load(bytes, file: "f")
      } else if mutation.name.hasSuffix("rules-service.yaml") {
        _ = try RulesConfiguration.read(mutation.text, file: "f")
      } else {
        _ = try LoyaltyProgram.load(yaml: bytes, file: "f")
      }
      return []
    } catch {
      return (error as? any ListsMistakes)?.mistakes
        ?? (error as? RulesConfigurationError)?.mistakes ?? []
    }
  }

  @Test("Each slip, at each place of each file", arguments: Slip.allCases, files)
  func slip(_ slip: Slip, file: String) {
    for mutation in chosen(file, slip) {
      let found = mistakes(mutation)
      let told = found.map { $0.text(in: .english) }
      let line = mutation.text.split(separator: "\n", omittingEmptySubsequences: false)[
        mutation.line - 1]
      #expect(found.first?.line == mutation.line, "\(mutation.line): \(line): \(told)")
      // Once, and nothing else: the other sections are as they were.
      #expect(Set(found.map(\.line)).count <= 1, "\(mutation.line): \(line): \(told)")
      for mistake in found {
        #expect(!mistake.sentence.english.contains("expected"))
        #expect(mistake.sentence.simplifiedChinese != mistake.sentence.english)
      }
    }
  }

  @Test("What is wrong in other sections is told as well, missing fields included")
  func elsewhere() {
    let text = Programs.text("chain-store.yaml").replacing("  month: 12", with: "  month 12")
      .replacing("  every: 1.00", with: "  evry: 1.00")
    let found = mistakes(Mutation(name: "chain-store.yaml", line: 0, text: text))
    #expect(found.map(\.code).sorted() == ["invalidYAML", "missingField", "unknownKey"])
    #expect(found.contains { $0.path == "points.every" && $0.code == "missingField" })
  }
}
