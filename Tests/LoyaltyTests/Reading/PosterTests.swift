import BusinessCalendar
import Documents
import Loyalty
import Testing
import Wording

@Suite("The poster of gifts (A24)")
struct PosterTests {
  private let yaml = """
    # 当期海报
    gifts:
      - id: G-01
        name: { zh-Hans: 保温杯, zh-Hant: 保溫杯, en: flask }
        store: S01
        from: 2026-11-01
        until: 2026-12-31
        points: 600
      - { id: E-01, name: 品酒会, from: 2026-11-01, until: 2026-11-30, points: 800, kind: event }
    """
  private let json = """
    {"gifts": [
      {"id": "G-01", "name": {"zh-Hans": "保温杯", "zh-Hant": "保溫杯", "en": "flask"},
       "store": "S01", "from": "2026-11-01", "until": "2026-12-31", "points": 600},
      {"id": "E-01", "name": "品酒会", "from": "2026-11-01", "until": "2026-11-30",
       "points": 800, "kind": "event"}
    ]}
    """

  private func mistakes(_ text: String) -> [Mistake] {
    do {
      _ = try Poster.load(Array(text.utf8), file: "poster.yaml")
      return []
    } catch {
      #expect(error.code == "invalidPoster" && error.nature == .input)
      for language in Language.allCases { #expect(!error.message[language].isEmpty) }
      return error.mistakes
    }
  }

  @Test("A poster is YAML or JSON, a list or under its key, with the same gifts")
  func forms() throws {
    let poster = try Poster.load(Array(yaml.utf8), file: "poster.yaml")
    #expect(poster.gifts.map(\.id) == ["G-01", "E-01"])
    #expect(poster.gifts.map(\.kind) == [.goods, .event])
    #expect(poster.gifts[1].name.english == "品酒会" && poster.gifts[1].store == nil)
    #expect(try Poster.load(Array(json.utf8), file: "poster.json") == poster)
    let list = yaml.split(separator: "\n").dropFirst(2).joined(separator: "\n")
    #expect(try Poster.load(Array(list.utf8), file: "poster.yaml") == poster)
    #expect(try Poster.load(Array("[]".utf8), file: "poster.json").gifts.isEmpty)
  }

  @Test(
    "Each mistake has its place and, where it can be guessed, a suggestion",
    arguments: [
      ("points: 600", "ponits: 600", "unknownKey", "gifts[0].ponits"),
      ("points: 600", "points: 0", "outOfRange", "gifts[0].points"),
      ("points: 600", "points: \"600\"", "wrongType", "gifts[0].points"),
      ("2026-12-31", "2026-10-31", "wrongOrder", "gifts[0].until"),
      ("2026-12-31", "2026-12-32", "invalidDate", "gifts[0].until"),
      ("kind: event", "kind: evnt", "unknownValue", "gifts[1].kind"),
      ("id: E-01", "id: G-01", "overlappingDates", "gifts[1]"),
      ("gifts:", "gfits:", "unknownKey", "gfits"),
      ("    store: S01", "\tstore: S01", "invalidYAML", ""),
    ])
  func wrong(old: String, new: String, code: String, path: String) {
    let found = mistakes(yaml.replacing(old, with: new))
    #expect(
      found.contains { $0.code == code && $0.path == path && $0.line != nil },
      "\(found.map { $0.text(in: .english) })")
  }

  @Test("Every mistake comes in one run, in YAML and in JSON")
  func all() {
    #expect(mistakes("- { id: 1, name: a, from: x, until: y, points: 0 }").count == 3)
    #expect(mistakes(#"[{"id":"1","name":"a","from":"x","until":"y","points":0}]"#).count == 3)
    #expect(mistakes("").map(\.code) == ["emptyFile"])
    #expect(!mistakes("{").isEmpty && !mistakes("12").isEmpty)
  }
}
