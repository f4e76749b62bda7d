import Documents
import Loyalty
import Testing
import Wording

@Suite("A program file that is broken: every mistake of every section in one run")
struct BrokenFileTests {
  private func mistakes(_ bytes: [UInt8]) -> [Mistake] {
    do {
      _ = try LoyaltyProgram.load(yaml: bytes, file: "p.yaml")
      return []
    } catch {
      return error.mistakes
    }
  }

  private func mistakes(_ name: String, _ changes: [(String, String)]) -> [Mistake] {
    var text = Programs.text(name + ".yaml")
    for (old, new) in changes {
      #expect(text.contains(old), "\(old)")
      text = text.replacing(old, with: new)
    }
    return mistakes(Array(text.utf8))
  }

  /// The line of a text on which something stands first.
  private func line(of word: String, in text: String) -> Int? {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains(word) }.map { $0 + 1 }
  }

  @Test(
    "A mistake of YAML itself is named in its place, and the other sections are judged too",
    arguments: [
      ("    rate: 0.88 ", "\t rate: 0.88 ", "tab"),
      ("  rule: A14\n", "  rule: \"A14\n", "quote"),
      ("contact: [campaign, survey]", "contact: [campaign, survey", "["),
      ("  month: 12\n", "  month: 12: 1\n", "colon"),
      ("  days: 30\n", "   days: 30\n", "indented"),
      ("  every: 1.00 ", "  every 1.00 ", "colon"),
      ("  welcome: A8 ", "    welcome: A8\n  birthday: A8 ", "indented"),
    ])
  func repaired(old: String, new: String, word: String) {
    // A wrong rate far away, in a section of its own each time.
    let far = old.contains("0.88") ? ("every: 1.00", "every: one") : ("rate: 0.88", "rate: 8.8")
    let found = mistakes("chain-store", [(old, new), far])
    let broken = found.filter { $0.code == "invalidYAML" }
    #expect(broken.count == 1, "\(found.map { $0.text(in: .english) })")
    #expect(broken.first?.sentence.english.contains(word) == true, "\(broken)")
    #expect(broken.first?.line != nil)
    #expect(Set(broken.map(\.sentence.simplifiedChinese)) != Set(broken.map(\.sentence.english)))
    let others = found.filter { $0.code != "invalidYAML" }.map(\.path)
    #expect(others == [old.contains("0.88") ? "points.every" : "levels[0].rate"])
  }

  @Test("Mistakes of YAML in three sections are three mistakes, in order")
  func three() {
    let found = mistakes(
      "department-store",
      [
        ("  round: price", "  round: [price"), ("  leapDay: 28-feb", "  leapDay: \"28-feb"),
        ("  birthday: B10", "\tbirthday: B10"), ("  redeem: low", "  redeem: lwo"),
      ])
    #expect(found.map(\.code) == ["invalidYAML", "invalidYAML", "invalidYAML", "unknownValue"])
    #expect(found.map { $0.line ?? 0 } == found.map { $0.line ?? 0 }.sorted())
  }

  @Test("Where advancement cannot be read, thresholds are not blamed for it")
  func blamedOnce() {
    let found = mistakes("retail-loyalty", [("  starts: nextSale", "  starts: [nextSale")])
    #expect(found.map(\.code) == ["invalidYAML"])
    #expect(
      found.first?.line == line(of: "starts: nextSale", in: Programs.text("retail-loyalty.yaml")))
  }

  @Test(
    "What is wrong beside `counted` does not make the thresholds wrong too",
    arguments: [
      ("afterPeriod: recount", "afterPeriod: sometimes", ["advancement.afterPeriod"]),
      ("starts: nextSale", "starts: soon", ["advancement.starts"]),
      ("period: yearEnd", "period: year", ["advancement.period"]),
    ])
  func blamedAlone(old: String, new: String, paths: [String]) {
    #expect(mistakes("retail-loyalty", [(old, new)]).map(\.path) == paths)
  }

  @Test("A program without a level is told so")
  func noLevels() {
    var isLevel = false
    let lines = Programs.text("chain-store.yaml").split(
      separator: "\n", omittingEmptySubsequences: false
    ).filter { line in
      if !line.hasPrefix(" ") { isLevel = line == "levels:" }
      return !isLevel
    }
    let found = mistakes(Array((lines.joined(separator: "\n") + "\nlevels: []\n").utf8))
    #expect(found.contains { $0.path == "levels" && $0.code == "missingField" }, "\(found)")
  }

  @Test("A byte order mark and Windows line ends change nothing, not even a column")
  func windows() throws {
    let text = Programs.text("chain-store.yaml")
    let windows = text.replacing("\n", with: "\r\n")
    let plain = try LoyaltyProgram.load(yaml: text, file: "p.yaml")
    #expect(try LoyaltyProgram.load(yaml: "\u{FEFF}" + text, file: "p.yaml") == plain)
    #expect(try LoyaltyProgram.load(yaml: windows, file: "p.yaml") == plain)
    let wrong = "\u{FEFF}program: 门店\r\nversion: 1\r\n"
    #expect(mistakes(Array(wrong.utf8)).first { $0.path == "program" }?.column == 10)
  }

  @Test("Bytes that are no UTF-8 are refused at their place, UTF-16 by its name")
  func encoding() {
    var bytes = Array("program: x\nname: 门".utf8)
    #expect(mistakes(bytes + [0xFF]).map(\.code) == ["invalidText"])
    #expect(mistakes(bytes + [0xFF]).first?.line == 2)
    #expect(mistakes(bytes + [0xFF]).first?.column == 8)
    bytes.removeLast()
    #expect(mistakes(bytes).first?.column == 7)
    // An overlong form and half a surrogate are no UTF-8 either.
    for bad in [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]] {
      #expect(mistakes(Array("a: ".utf8) + bad).first?.column == 4)
    }
    let utf16 = Array("program: x".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let found = mistakes([0xFF, 0xFE] + utf16)
    #expect(found.first?.sentence.english.contains("UTF-16") == true)
    #expect(found.first?.suggestion != nil)
  }

  @Test(
    "What contradicts itself is refused",
    arguments: [
      (
        "chain-store", "effective: 2026-01-01", "effective: 2026-01-01\nuntil: 2025-12-31",
        "wrongOrder", "until"
      ),
      ("chain-store", "  redeem: low", "  redeem: low\n  earn: medium", "duplicateKey", "earn"),
      (
        "department-store", "spend: 3000.00", "spend: 200.00", "contradiction", "joining"
      ),
      ("department-store", "level: diamond", "level: gold", "contradiction", "joining"),
      (
        "department-store", "further: { points: 500, upTo: 200.00 }",
        "further: { points: 1400, upTo: 500.00 }", "contradiction", "redemption.ladder.rungs"
      ),
      (
        "department-store", "counted: pointsEverEarned",
        "counted: pointsEverEarned\n  afterPeriod: keep", "contradiction", "advancement.afterPeriod"
      ),
      ("retail-loyalty", "  redeem: medium", "  redeem: low", "wrongOrder", "trust.redeem"),
      ("department-store", "    from: 8000 ", "    # from: 8000 ", "contradiction", "advancement"),
      (
        "department-store", "    rate: 0.88          # 8.8折\n    rule: B2\n",
        "    rate: 0.88\n    rule: B2\n    from: 100\n", "contradiction", "levels[0].from"
      ),
      (
        "chain-store", "remindWithin: 100.00", "remindWithin: 1000.00", "contradiction",
        "joining[0].remindWithin"
      ),
      (
        "chain-store", "earnedBy: [regular, promotional, special, memberOnly]", "earnedBy: []",
        "missingField", "points.earnedBy"
      ),
      (
        "chain-store", "earnedBy: [regular,", "earnedBy: [regular, regular,", "duplicateEntry",
        "points.earnedBy"
      ),
      (
        "retail-loyalty", "pointsMultiplier: 1.20", "pointsMultiplier: 0", "outOfRange",
        "levels[1].pointsMultiplier"
      ),
      (
        "department-store", "  birthday: B10 ", "  atTill: [birthday, welcome]\n  birthday: B10 ",
        "contradiction", "gifts.atTill"
      ),
      (
        "department-store", "  birthday: B10 ", "  atTill: [draw, draw]\n  birthday: B10 ",
        "duplicateEntry", "gifts.atTill"
      ),
      (
        "department-store", "  birthday: B10 ", "  atTill: [brithday]\n  birthday: B10 ",
        "unknownValue", "gifts.atTill[0]"
      ),
      ("retail-loyalty", "  prepaid: medium", "  prepaid: stripe", "unknownValue", "trust.prepaid"),
      ("retail-loyalty", "id: city-books", "id: home-and-garden", "duplicateEntry", "partners"),
      ("retail-loyalty", "id: come-back", "id: regulars", "duplicateEntry", "insight.segments"),
      (
        "retail-loyalty", "frequency: [high]", "frequency: [hihg]", "unknownValue",
        "insight.segments[0].frequency[0]"
      ),
      (
        "retail-loyalty", "levels: [gold]", "levels: []", "missingField",
        "insight.segments[1].levels"
      ),
    ])
  func contradiction(name: String, old: String, new: String, code: String, path: String) {
    var changes = [(old, new)]
    if path == "trust.redeem" { changes.append(("  earn: low", "  earn: medium")) }
    let found = mistakes(name, changes)
    #expect(
      found.contains { $0.code == code && $0.path == path && $0.line != nil },
      "\(found.map { $0.text(in: .english) })")
  }

  @Test("Any line cut out or indented is read or refused, never a crash, in the order of the file")
  func anyLine() {
    for name in ["chain-store", "department-store", "retail-loyalty"] {
      let lines = Programs.text(name + ".yaml").split(
        separator: "\n", omittingEmptySubsequences: false)
      for index in lines.indices {
        for change in ["", "\t" + lines[index], " " + lines[index], lines[index] + " ]"] {
          var copy = lines
          copy[index] = Substring(change)
          let found = mistakes(Array(copy.joined(separator: "\n").utf8))
          #expect(found.allSatisfy { !$0.sentence.english.isEmpty })
          let places = found.compactMap(\.line)
          #expect(places == places.sorted())
        }
      }
    }
  }
}
