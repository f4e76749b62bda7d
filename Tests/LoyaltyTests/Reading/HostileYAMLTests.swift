import Documents
import Loyalty
import Testing
import Wording

@Suite("YAML that means harm")
struct HostileYAMLTests {
  private func mistakes(_ text: String) -> [Mistake] {
    do {
      _ = try LoyaltyProgram.load(yaml: text, file: "program.yaml")
      return []
    } catch {
      return error.mistakes
    }
  }

  /// Forty levels, each twice the one before: 2⁴⁰ values if anything unfolds them.
  private func bomb(_ use: String) -> String {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...40 {
      text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
    }
    return text + use
  }

  @Test(
    "Aliases that multiply are refused before they unfold, as value, key, key of keys, and merge",
    arguments: [
      "program: *a40", "? *a40\n: x", "{ *a40 : x, *a39 : y }", "<<: *a40",
      "? { ? *a40 : 1, ? *a40 : 2 }\n: x", "? &k [*a40]\n: x\n? *k\n: y", "levels: [*a40, *a40]",
    ])
  func bomb(use: String) {
    let found = mistakes(bomb(use))
    #expect(!found.isEmpty)
  }

  @Test("An alias is refused where it stands, with the way out")
  func alias() {
    let text = Programs.text("chain-store.yaml")
      .replacing("version: \"2026-01\"", with: "version: *v")
    let found = mistakes(text)
    #expect(found.map(\.code) == ["aliasNotSupported"])
    #expect(found.first?.column == 10 && found.first?.suggestion != nil)
  }

  @Test("An asterisk in quotes, within a text or in a comment is no alias")
  func asterisk() throws {
    let text = Programs.text("chain-store.yaml")
      .replacing("en: Store VIP", with: "en: \"*Store* VIP\" # *really*")
      .replacing("zh-Hant: 門店VIP", with: "zh-Hant: 門店 * VIP*")
    let program = try LoyaltyProgram.load(yaml: text, file: "program.yaml")
    #expect(program.name.english == "*Store* VIP")
    #expect(program.name.traditionalChinese == "門店 * VIP*")
  }

  @Test("Thousands of duplicate keys are told of, but not one by one for ever")
  func duplicates() {
    let text = (0..<4_000).map { "k\($0): 1\nk\($0): 2\n" }.joined()
    let found = mistakes(text)
    #expect(found.contains { $0.code == "duplicateKey" } && found.count <= 200)
  }

  @Test("Private-use characters of a file's own are no aliases")
  func privateUse() {
    #expect(mistakes("program: \u{F000}").allSatisfy { $0.code != "aliasNotSupported" })
    let all = String(String.UnicodeScalarView((0xF000..<0xF100).compactMap(Unicode.Scalar.init)))
    #expect(mistakes("program: \(all)").map(\.code) == ["invalidText"])
  }
}
