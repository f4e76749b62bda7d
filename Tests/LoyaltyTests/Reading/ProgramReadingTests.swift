import Documents
import Loyalty
import TestSupport
import Testing
import Wording

@Suite("Reading a program file")
struct ProgramReadingTests {
  private func mistakes(_ name: String, _ old: String, _ new: String) -> [Mistake] {
    let text = Programs.text(name + ".yaml")
    #expect(text.contains(old))
    return mistakes(text.replacing(old, with: new))
  }

  private func mistakes(_ text: String) -> [Mistake] {
    do throws(ProgramError) {
      _ = try LoyaltyProgram.load(yaml: text, file: "p.yaml")
      return []
    } catch {
      #expect(error.nature == .input)
      return error.mistakes
    }
  }

  @Test("The shipped programs are read without a mistake")
  func shipped() {
    #expect(Programs.all.map(\.id) == ["chain-store", "department-store", "retail-loyalty"])
    #expect(Programs.chainStore.levels.map(\.id) == ["vip"])
    #expect(Programs.departmentStore.levels.map(\.id) == ["gold", "diamond"])
    #expect(Programs.chainStore.points.expiry == .yearEnd)
  }

  @Test(
    "Each mistake is named by its code and its field's path",
    arguments: [
      ("chain-store", "rate: 0.88 ", "rate: 1.88 ", "invalidRate", "levels[0].rate"),
      ("chain-store", "rate: 0.88 ", "rate: 0.88888 ", "invalidRate", "levels[0].rate"),
      ("chain-store", "rate: 0.88 ", "rate: 0 ", "invalidRate", "levels[0].rate"),
      ("chain-store", "rate: 0.88 ", "rat: 0.88 ", "unknownKey", "levels[0].rat"),
      ("chain-store", "every: 1.00", "every: 0.00", "outOfRange", "points.every"),
      ("chain-store", "every: 1.00", "every: 1.001", "invalidAmount", "points.every"),
      ("chain-store", "expiry: yearEnd", "expiry: later", "unknownValue", "points.expiry"),
      ("chain-store", "2026-01-01", "2026-02-30", "invalidDate", "effective"),
      ("chain-store", "rule: A14", "rule: 14", "invalidRule", "birthday.rule"),
      ("chain-store", "rule: A14\n", "\n", "missingField", "birthday.rule"),
      ("chain-store", "round: price", "round: up", "unknownValue", "pricing.round"),
      (
        "chain-store", "identityCard: true", "identityCard: yes", "wrongType",
        "birthday.identityCard"
      ),
      ("chain-store", "level: vip", "level: vpi", "unknownValue", "joining[0].level"),
      ("chain-store", "within: 6 months", "within: 6 weeks", "unknownValue", "joining[1].within"),
      ("chain-store", "days: 30", "days: thirty", "outOfRange", "registration.days"),
      ("chain-store", "    months: 12\n", "    months: 6\n", "wrongOrder", "activity"),
      ("chain-store", "courtesy:", "curtesy:", "unknownKey", "curtesy"),
      ("department-store", "id: diamond", "id: gold", "duplicateLevel", "levels[1].id"),
      (
        "department-store", "points: 1500, upTo", "points: 900, upTo", "wrongOrder",
        "redemption.ladder.rungs"
      ),
      ("department-store", "lastDigit: 8", "lastDigit: 18", "outOfRange", "points.draw.lastDigit"),
      (
        "department-store", "starts: nextSale", "starts: tomorrow", "unknownValue",
        "advancement.starts"
      ),
      (
        "department-store", "excluded: [special]", "excluded: [speciall]", "unknownValue",
        "redemption.ladder.excluded[0]"
      ),
      ("retail-loyalty", "from: 20000.00", "from: 4000.00", "wrongOrder", "levels[2].from"),
      (
        "retail-loyalty", "weekday: wednesday", "weekday: wensday", "unknownValue",
        "memberDay.weekday"
      ),
      (
        "retail-loyalty", "purchases: { high: 24, medium: 6 }", "purchases: { high: 6, medium: 6 }",
        "wrongOrder", "insight.purchases"
      ),
    ])
  func mistakes(name: String, old: String, new: String, code: String, path: String) {
    let found = mistakes(name, old, new)
    #expect(
      found.contains { $0.code == code && $0.path == path && $0.line != nil },
      "\(found.map { $0.text(in: .english) })")
  }

  @Test("Every mistake is reported in one run, in the order of the file")
  func allAtOnce() {
    let text = Programs.text("chain-store.yaml")
      .replacing("rate: 0.88 ", with: "rate: 8.8 ")
      .replacing("every: 1.00", with: "every: one")
      .replacing("askForCard", with: "askForCrad")
      .replacing("effective: 2026-01-01", with: "effective: 2026-01-32")
    let found = mistakes(text)
    #expect(
      found.map(\.path) == [
        "effective", "levels[0].rate", "points.every", "courtesy.askForCrad",
      ])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for mistake in found {
      let line = lines[(mistake.line ?? 1) - 1]
      let key = mistake.path.split(separator: ".").last ?? ""
      #expect(line.contains(key), "line \(mistake.line ?? 0)")
    }
    #expect(found.last?.suggestion?.english == "Did you mean \"askForCard\"?")
  }

  @Test("The column points at the value")
  func column() {
    let found = mistakes("chain-store", "rate: 0.60", "rate: 6折")
    #expect(found.map(\.column) == [9])
  }

  @Test("A key given twice is reported together with the other mistakes")
  func duplicateKeys() {
    let text = Programs.text("chain-store.yaml")
      .replacing("  days: 30\n", with: "  days: 30\n  days: 31\n")
      .replacing("every: 1.00", with: "every: 1.001")
      .replacing("version: \"2026-01\"", with: "version: \"2026-01\"\nversion: \"2026-02\"")
    #expect(
      mistakes(text).map(\.code).sorted() == ["duplicateKey", "duplicateKey", "invalidAmount"])
  }

  @Test("The message has file, line and column, and a sentence in every language")
  func message() {
    let text = Programs.text("chain-store.yaml").replacing("rate: 0.60", with: "rate: 6")
    let error = #expect(throws: ProgramError.self) {
      try LoyaltyProgram.load(yaml: text, file: "programs/chain-store.yaml")
    }
    #expect(error?.code == "invalidProgram")
    for language in Language.allCases {
      #expect(error?.message[language].hasPrefix("programs/chain-store.yaml:") == true)
      #expect(error?.message[language].contains("birthday.rate") == true)
    }
  }

  @Test(
    "What is not YAML is answered with a place, never a crash",
    arguments: [
      "", "- 1", "a: [", "a: \"", "\t", "a: b: c", "*x", "? [a]\n: b", "&a [*a]", "%", "---\n---\n",
      "a: &x [1]\nb: *x", "12", "{a: 1, a: 2}", "!!binary x", "\u{0}",
    ])
  func notYAML(text: String) {
    #expect(!mistakes(text).isEmpty)
  }

  @Test("Nesting without end, aliases that multiply, and endless files are refused")
  func hostile() {
    #expect(!mistakes(String(repeating: "[", count: 5_000)).isEmpty)
    #expect(!mistakes(String(repeating: "a: ", count: 100_000)).isEmpty)
    #expect(!mistakes(String(repeating: " ", count: 2_000_000)).isEmpty)
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1...30 {
      bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
    }
    #expect(!mistakes(bomb).isEmpty)
  }

  @Test("Any changed byte of a program file is read or refused, never a crash")
  func mutations() {
    let bytes = Array(Programs.text("department-store.yaml").utf8)
    var generator = SplitMix64(seed: 11)
    var refused = 0
    for _ in 0..<300 {
      var copy = bytes
      for _ in 0...Int.random(in: 0..<4, using: &generator) {
        copy[Int.random(in: 0..<copy.count, using: &generator)] =
          UInt8.random(in: 0x20...0x7E, using: &generator)
      }
      if !mistakes(String(decoding: copy, as: UTF8.self)).isEmpty { refused += 1 }
    }
    #expect(refused > 0)
  }

  @Test(
    "A program says in words what it will do, in every language",
    arguments: [
      ("chain-store", ["A9   VIP会员：8.8折。", "A14  生日 6折，凭身份证原件。"]),
      ("department-store", ["B3   专柜促销后再享会员折扣（折上折）。", "B6   1000 分换标价不超过 200.00 元的商品一件。"]),
      ("retail-loyalty", ["C9   会员日：每周三 9.2折。", "C2   100 分抵 1.00 元，最多抵应付金额的 50%。"]),
    ])
  func description(name: String, lines: [String]) {
    let program = Programs.load(name)
    for line in lines {
      #expect(program.description(in: .simplifiedChinese).contains(line + "\n"))
    }
    let english = program.description(in: .english)
    #expect(english.contains("version 2026-01, in force from 2026-01-01"))
    let counts = Language.allCases.map { program.description(in: $0).split(separator: "\n").count }
    #expect(Set(counts).count == 1)
  }
}
