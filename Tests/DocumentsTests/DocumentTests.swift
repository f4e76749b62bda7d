import Documents
import Testing
import Wording

@Suite("A document is read strictly")
struct DocumentTests {
  private struct Lane: Equatable {
    var store: String
    var timeout: Int64
    var printers: [String]
  }

  private func read(_ text: String, as form: Document.Form = .either) throws(DocumentError) -> Lane
  {
    try Document.read(Array(text.utf8), as: form, file: "lane") { document in
      guard let fields = document.fields() else { return nil }
      let store = fields.require("store")?.identifier()
      let timeout = fields.optional("timeout")?.whole(50...60_000)
      let printers = fields.optional("printers")?.items(atMost: 8)?.compactMap { $0.text() }
      fields.finish()
      return store.map { Lane(store: $0, timeout: timeout ?? 2_000, printers: printers ?? []) }
    }
  }

  private func mistakes(_ text: String) -> [String] {
    do {
      _ = try read(text)
      return []
    } catch {
      return error.mistakes.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.path) \($0.code)" }
    }
  }

  @Test(
    "YAML and JSON say the same",
    arguments: [
      "store: S01\nprinters:\n  - front\n  - \"back: 2\"\n",
      #"{"store":"S01","printers":["front","back: 2"]}"#,
      "\u{FEFF}store: S01\r\nprinters: [front, 'back: 2']",
    ])
  func forms(text: String) throws {
    #expect(try read(text) == Lane(store: "S01", timeout: 2_000, printers: ["front", "back: 2"]))
  }

  @Test("All mistakes are told at once, each at its place, with a suggestion")
  func allAtOnce() {
    let text = "stor: S01\ntimeout: 5\nprinters:\n  - front\n  - [a]\n"
    #expect(
      mistakes(text) == [
        "1:1 store missingField", "1:1 stor unknownKey", "2:10 timeout outOfRange",
        "5:5 printers[1] wrongType",
      ])
    #expect { try read(text) } throws: {
      ($0 as? DocumentError)?.mistakes[1].suggestion?.english == "Did you mean \"store\"?"
    }
  }

  @Test(
    "A field that is named has a value, whether it may be left out or not",
    arguments: ["", " ", " ~", " null", " # later"])
  func namedWithoutValue(nothing: String) {
    #expect(mistakes("store: S01\ntimeout:\(nothing)\n") == ["2:1 timeout missingField"])
    #expect(mistakes("timeout: 50\nstore:\(nothing)\n") == ["2:1 store missingField"])
    #expect(
      mistakes("store: S01\nprinters:\n  - a\n  -\(nothing)\n").map { $0.suffix(12) } == [
        "missingField"
      ])
  }

  @Test("JSON's null says on purpose that there is no value")
  func null() throws {
    #expect(try read(#"{"store":"S01","timeout":null}"#).timeout == 2_000)
    #expect(mistakes(#"{"store":null}"#) == ["1:10 store missingField"])
  }

  @Test(
    "Behind lines that YAML cannot read the rest is judged, whichever way lines end",
    arguments: ["\n", "\r\n"])
  func unreadable(lineEnd: String) {
    let lines = ["store: @a", "timeout: 5", "printers: @b", "stor: S01"]
    #expect(
      mistakes(lines.joined(separator: lineEnd)) == [
        "1:8  invalidYAML", "2:10 timeout outOfRange", "3:11  invalidYAML", "4:1 stor unknownKey",
      ])
  }

  @Test(
    "A key that is given twice is a mistake", arguments: ["a: 1\nb: 2\na: 3", #"{"a":1,"a":2}"#])
  func twins(text: String) {
    #expect(mistakes(text).contains { $0.hasSuffix(" a duplicateKey") })
  }
}
