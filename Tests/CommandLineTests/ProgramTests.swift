import Foundation
import Testing

@Suite("cardlane program, cardlane quote")
struct ProgramTests {
  private let desk: Desk

  init() async throws { desk = try await Desk(keys: false) }

  private func quote(_ sale: String, _ more: String..., input: String = "") async throws -> Run {
    try await desk.run(
      ["quote", "--program", Desk.program, "--sale", sale] + more, input: Data(input.utf8))
  }

  @Test(
    "Every shipped program is in order and can be shown in three languages",
    arguments: ["chain-store", "department-store", "retail-loyalty"],
    ["zh-Hans", "zh-Hant", "en"])
  func shipped(_ name: String, _ language: String) async throws {
    let file = Desk.shipped("programs/\(name).yaml")
    let check = try await desk.run("program", "check", file, "--json", "--lang", language)
    #expect(try check.json()["program"].text == name)
    let show = try await desk.run("program", "show", file, "--lang", language)
    #expect(show.status == 0 && show.lines.count > 5)
  }

  @Test("An unknown key in a program is named with line, column and a suggestion")
  func unknownProgramKey() async throws {
    let file = try desk.changedProgram(replacing: "\npoints:", by: "\npoinst:")
    let line =
      try #require(
        String(contentsOfFile: desk.path(file), encoding: .utf8).split(
          separator: "\n", omittingEmptySubsequences: false
        ).firstIndex { $0.hasPrefix("poinst:") }) + 1
    let run = try await desk.run("program", "check", file)
    #expect(run.status == 2 && run.output.isEmpty)
    let message = try #require(try run.error()["message"].text)
    #expect(message.contains("program.yaml:\(line):1: poinst") && message.contains("\"points\"?"))
    // An editor takes them one by one.
    let mistakes = try run.error()["mistakes"]
    let paths = (0..<mistakes.count).map { mistakes[$0]["path"].text }
    #expect(paths == ["points", "poinst"])
    #expect(mistakes[1]["code"].text == "unknownKey" && mistakes[1]["column"].number == 1)
    #expect(mistakes[1]["line"].number == line)
    #expect(mistakes[1]["hint"].text?.contains("points") == true)
  }

  @Test("A quote has every key of the contract, and the same bytes each time")
  func quoted() async throws {
    let first = try await quote(Desk.sale)
    let answer = try first.json()
    #expect(first.status == 0)
    #expect(
      answer.keys == [
        "saleId", "program", "lines", "gross", "discount", "due", "points", "level", "prompts",
        "signatureRequired", "explanation", "receiptLines",
      ])
    #expect(answer["due"].text == "768.54" && answer["points"]["balanceAfter"].number == 888)
    #expect(answer["lines"][0]["rules"][0].text == "A9")
    #expect(try await quote(Desk.sale).output == first.output)
  }

  @Test(
    "Bad input in a sale is named with line, column and field",
    arguments: [
      ("\"quantity\": 3", "\"qunatity\": 3", "lines[1].qunatity", "\"quantity\"?"),
      ("\"quantity\": 3", "\"quantity\": -3", "lines[1].quantity", "-3"),
      ("\"559.00\"", "\"559.001\"", "lines[0].unitPrice", "559.001"),
      ("\"559.00\"", "559.5", "lines[0].unitPrice", "12.50"),
      ("2026-11-22\"", "2026-02-30\"", "date", "2026-02-30"),
      ("\"2026-01-09\"", "\"2026-13-09\"", "member.registered", "2026-13-09"),
      ("\"special\"", "\"speical\"", "lines[2].kind", "special"),
      ("\"id\": \"2\"", "\"id\": \"1\"", "lines[1].id", "twice"),
    ])
  func badSale(_ old: String, _ new: String, _ field: String, _ word: String) async throws {
    let run = try await quote(try desk.changedSale(replacing: old, by: new))
    #expect(run.status == 2 && run.output.isEmpty)
    let error = try run.error()
    #expect(error["code"].text == "invalidSale")
    let mistakes = error["mistakes"]
    let mistake = try #require(
      (0..<mistakes.count).map { mistakes[$0] }.first { $0["path"].text == field })
    let said = (mistake["message"].text ?? "") + (mistake["hint"].text ?? "")
    #expect(said.contains(word))
    #expect(mistake["line"].number != nil && mistake["column"].number != nil)
  }

  @Test("S4: a date on the command line that does not exist, or is not the sale's, is refused")
  func badDate() async throws {
    let missing = try await quote(Desk.sale, "--date", "2026-02-30")
    #expect(missing.status == 2)
    #expect(try missing.error()["message"].text?.contains("2026-02-30") == true)
    let other = try await quote(Desk.sale, "--date", "2026-11-21")
    #expect(other.status == 2)
    #expect(try other.error()["code"].text == "invalidSale")
  }

  @Test("Member-only goods to others are a refusal of business")
  func memberOnly() async throws {
    var text = try String(contentsOfFile: Desk.sale, encoding: .utf8)
    text.replace("\"special\"", with: "\"memberOnly\"")
    text.replace("\"member\"", with: "\"x-member\"")
    let start = try #require(text.range(of: ",\n  \"x-member\"")).lowerBound
    let run = try await quote("-", input: text[..<start] + "}")
    #expect(run.status == 1)
    #expect(try run.error()["code"].text == "memberOnlyGoods")
  }

  @Test("Sales on lines are answered in order; a bad one with its error and its line")
  func lines() async throws {
    let text = try String(contentsOfFile: Desk.sale, encoding: .utf8)
      .split(separator: "\n").joined()
    let bad = text.replacingOccurrences(of: "\"quantity\": 3", with: "\"quantity\": -3")
    let input = "\(text)\n\n\(bad)\n\(text)\n"
    try desk.write(input, to: "sales.jsonl")
    for run in [
      try await quote("sales.jsonl"), try await quote("-", "--lines", input: input),
    ] {
      #expect(run.lines.count == 3)
      #expect(try run.json(0)["due"].text == "768.54")
      #expect(try run.json(1)["error"]["line"].number == 3)
      #expect(try run.json(2)["due"].text == "768.54")
    }
  }

  @Test("compare names the sales that differ")
  func compare() async throws {
    let other = try desk.changedProgram(replacing: "0.88", by: "0.85")
    let run = try await desk.run(
      "program", "compare", Desk.program, other, "--sales", Desk.sale, "--json")
    let entry = try run.json()
    #expect(entry["saleId"].text == "L1-20261122-0007" && entry["differs"].truth == true)
    #expect(entry["old"]["due"].text == "768.54" && entry["new"]["due"].text != "768.54")
  }

  @Test(
    "What is no file, no text or no JSON is an input error with the name of the file",
    arguments: ["missing.json", "/", "empty", "binary", "cut"])
  func unusable(_ name: String) async throws {
    try desk.write("", to: "empty")
    try Data([0xFF, 0xFE, 0x00]).write(to: desk.directory.appendingPathComponent("binary"))
    try desk.write("{\"id\":\"1\"", to: "cut")
    let run = try await quote(name)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(try run.error()["message"].text?.contains("NSCocoa") == false)
    let program = try await desk.run("program", "check", name)
    #expect(program.status == 2)
    #expect(try program.error()["message"].text?.contains("NSCocoa") == false)
  }
}
