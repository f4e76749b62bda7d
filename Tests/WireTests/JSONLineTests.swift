import Foundation
import Testing
import Wire

@Suite("One line of JSON")
struct JSONLineTests {
  static let commands = [
    "\u{1B}[2J", "\u{7}", "\u{7F}", "\u{85}", "\u{9B}31m", "\u{200F}", "\u{2028}", "\u{202E}00.1",
    "\u{2066}x\u{2069}", "\u{FEFF}", "\u{E0041}", "a\r\nb\tc",
  ]

  @Test(
    "What a terminal would obey is an escape, and the value stays the same", arguments: commands)
  func escaped(_ text: String) throws {
    let line = try JSONLine.text(["name": text])
    let hidden = line.unicodeScalars.filter {
      switch $0.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
    #expect(hidden.isEmpty)
    let value = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
    #expect(value["name"].map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
  }

  @Test("Words in every script stay as they are", arguments: ["李小姐", "女士 ¥1.00", "Ö👩‍👧", "\u{0627}"])
  func words(_ text: String) throws {
    #expect(try JSONLine.text([text]) == "[\"\(text)\"]")
  }
}
