import Foundation
import Testing

@Suite("What came from outside is shown, and never obeyed by a terminal")
struct HostileTextTests {
  /// Clears the screen, rings, renames the window, hides, turns the writing round, ends the line.
  static let attacks = [
    "\u{1B}[2J\u{1B}[H", "\u{7}", "\u{1B}]0;till\u{7}", "\u{9B}31m", "\u{202E}00.1",
    "\u{2066}x\u{2069}",
    "\u{8}\u{8}\u{8}", "\u{7F}", "\u{200F}", "\u{2028}", "\u{85}", "\u{E0041}", "\r✓ paid",
  ]

  private let desk: Desk

  init() async throws { desk = try await Desk() }

  /// No character that a terminal obeys, but for the line ends of the answer.
  private func expectHarmless(_ run: Run, at location: SourceLocation = #_sourceLocation) {
    for text in [run.text, run.errors] {
      for scalar in text.unicodeScalars where scalar != "\n" {
        let isHarmless =
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator: false
          default: true
          }
        #expect(isHarmless, "U+\(String(scalar.value, radix: 16))", sourceLocation: location)
      }
    }
  }

  private func sale(
    id: String = "X1", field: String = "note", price: String = "10.00", name: String = "coat"
  ) throws -> String {
    let object: [String: Any] = [
      "id": id, "store": "S01", "lane": "L1", "date": Desk.date, field: "x",
      "lines": [["id": "1", "name": name, "quantity": 1, "unitPrice": price, "kind": "regular"]],
    ]
    return String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
  }

  private func quote(_ sale: String, _ more: [String]) async throws -> Run {
    try desk.write(sale, to: "hostile.json")
    return try await desk.run(
      [
        "quote", "--program", Desk.shipped("programs/retail-loyalty.yaml"), "--sale",
        "hostile.json",
      ] + more)
  }

  @Test("In errors that name a field, an amount, an id or a date", arguments: attacks)
  func errors(_ attack: String) async throws {
    for sale in [
      try sale(field: "fi" + attack), try sale(price: "1" + attack), try sale(id: "X" + attack),
    ] {
      expectHarmless(try await quote(sale, ["--json"]))
      expectHarmless(try await quote(sale, ["--lang", "en"]))
    }
    let wrong = try await desk.run(["decode", "--date", "2026-" + attack])
    expectHarmless(wrong)
    #expect(wrong.status == 2)
  }

  @Test("In errors that name a file, and in usage", arguments: attacks)
  func files(_ attack: String) async throws {
    let missing = try await desk.run(["program", "check", "no" + attack + ".yaml"])
    expectHarmless(missing)
    #expect(missing.status != 0)
    expectHarmless(try await desk.run(["decode", "--" + attack]))
    expectHarmless(try await desk.run(["member", "show", attack, "--store", "none" + attack]))
  }

  @Test("In the words and the JSON of a sale whose goods have such a name", arguments: attacks)
  func goods(_ attack: String) async throws {
    let sale = try sale(name: "coat" + attack)
    expectHarmless(try await quote(sale, ["--lang", "en"]))
    let answer = try await quote(sale, ["--json"])
    expectHarmless(answer)
  }
}
