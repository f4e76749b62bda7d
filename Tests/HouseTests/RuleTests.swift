import Foundation
import Testing

/// Every rule of the programs, and every point settled beyond them, has a test that is named after it.
@Suite("Rules and their tests")
struct RuleTests {
  /// A line of the page: the rule's id, and the tests that it names.
  struct Row: Sendable, CustomTestStringConvertible {
    let id: String
    let tests: [String]

    var testDescription: String { id }
  }

  private static let page = "docs/CardLane.docc/RulesAndTests.md"

  private static func rows() throws -> [Row] {
    try House.text(page).split(separator: "\n").compactMap { line in
      guard let match = line.wholeMatch(of: /\| `([A-Z]\d+)` \| (.+) \| (.*) \|/) else {
        return nil
      }
      let tests = String(match.3).components(separatedBy: "; \"").map { name in
        name.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      }
      return Row(id: String(match.1), tests: tests)
    }
  }

  /// The display names of all tests of the package; read once.
  private static func names() throws -> [String] { try found.get() }

  private static let found = Result<[String], any Error> {
    let folder = House.root.appending(path: "Tests")
    return try House.Room.files(in: folder).flatMap { file in
      let text = try String(contentsOf: file, encoding: .utf8)
      return text.matches(of: /(?:@Test|StoreCase)\(\s*"((?:[^"\\]|\\.)*)"/).map { String($0.1) }
    }
  }

  /// The rule ids that a program file names, comments left out.
  private static func ids(in file: String) throws -> Set<String> {
    var ids: Set<String> = []
    for line in try House.text(file).split(separator: "\n") {
      let code = line.prefix { $0 != "#" }
      for match in code.matches(of: /\b[A-Z]\d{1,2}\b/) { ids.insert(String(match.0)) }
    }
    return ids
  }

  /// Whether a test's name has the id as a word: `A4` is not in `A41`.
  private static func mentions(_ name: String, _ id: String) -> Bool {
    name.split { !$0.isLetter && !$0.isNumber }.contains { $0 == id }
  }

  @Test(
    "Every rule that a program file names has a line on the page",
    arguments: ["chain-store", "department-store", "retail-loyalty"])
  func everyRule(program: String) throws {
    let named = try Self.ids(in: "programs/\(program).yaml")
    #expect(named.count >= 8, "the ids of \(program) were not found")
    let listed = Set(try Self.rows().map(\.id))
    #expect(named.subtracting(listed).sorted() == [])
  }

  @Test("The page has each of its rules once: three programs, decisions, settled points")
  func page() throws {
    let ids = try Self.rows().map(\.id)
    #expect(ids.count == Set(ids).count)
    // Articles A34, A35 and A40 say nothing that a program could do.
    let articles = (4...48).filter { ![34, 35, 40].contains($0) }
    let expected =
      articles.map { "A\($0)" } + (1...14).map { "B\($0)" } + (1...9).map { "C\($0)" }
      + (1...10).map { "D\($0)" } + (1...20).map { "S\($0)" }
    #expect(ids == expected)
  }

  @Test("A rule is covered by a test that is named after it", arguments: try rows())
  func covered(row: Row) throws {
    #expect(
      try Self.names().contains { Self.mentions($0, row.id) }, "no test is named after \(row.id)")
    #expect(row.tests.contains { Self.mentions($0, row.id) }, "the page names none for \(row.id)")
  }

  @Test("Every test that the page names is there", arguments: try rows())
  func there(row: Row) throws {
    #expect(Set(row.tests).subtracting(try Self.names()).sorted() == [])
  }

  @Test("A rule without a test would be noticed")
  func noticed() throws {
    #expect(Self.mentions("A41 to A44, S16: classes by months", "S16"))
    #expect(!Self.mentions("A41 to A44: classes by months", "A4"))
    let names = try Self.names()
    #expect(names.count > 500 && !names.contains { Self.mentions($0, "Z99") })
  }
}
