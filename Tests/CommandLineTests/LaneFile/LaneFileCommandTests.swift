import Foundation
import Testing

@Suite("lane init, lane check, lane show, and doctor with a lane file")
struct LaneFileCommandTests {
  @Test("`lane init` asks nothing, finds what lies there, and `lane check` has nothing to say")
  func first() async throws {
    let desk = try await Desk()
    try FileManager.default.copyItem(atPath: Desk.program, toPath: desk.path("mine.yaml"))
    let run = try await desk.run("lane", "init", "--shop", "S9", "--lane", "L4", "--json")
    #expect(run.status == 0, "\(run.errors)")
    let found = try run.json()
    #expect(found["programs"][0].text == "mine.yaml" && found["keys"][0].text == "keys.json")
    #expect(found["timeZone"].text == "Asia/Shanghai" && found["language"].text == "en")
    #expect(try await desk.run("lane", "check").status == 0)
    let shown = try await desk.run("lane", "show", "--json").json()
    #expect(shown["file"].text == "lane.yaml")
    // A second time the file is left as it is.
    let before = try desk.contents("lane.yaml")
    let again = try await desk.run("lane", "init")
    #expect(again.status == 2)
    #expect(try again.error()["code"].text == "fileExists")
    #expect(try desk.contents("lane.yaml") == before)
  }

  @Test(
    "A new lane file speaks the language that was asked for",
    arguments: ["zh-Hans", "zh-Hant", "en"])
  func languages(_ language: String) async throws {
    let desk = try await Desk(keys: false)
    let run = try await desk.run("lane", "init", "--output", "-", "--lang", language)
    let words = ["zh-Hans": "打印机", "zh-Hant": "印表機", "en": "Printers"]
    #expect(run.status == 0 && run.text.contains(words[language] ?? "?"))
    #expect(!desk.exists("lane.yaml"))
  }

  @Test("`lane check` names every mistake with its place, the missing files and open secrets too")
  func check() async throws {
    let desk = try await Desk.withLane("posterr: x\n")
    let structure = try await desk.run("lane", "check")
    #expect(structure.status == 2)
    let first = try structure.error()["mistakes"][0]
    #expect(first["code"].text == "unknownKey" && first["line"].number == 12)
    #expect(first["column"].number == 1 && first["hint"].text?.contains("poster") == true)
    try desk.changeLane("posterr: x\n", to: "poster: posters.yaml\n")
    try desk.setPermissions(0o644, of: "passphrase")
    let files = try await desk.run("lane", "check")
    let mistakes = try files.error()["mistakes"]
    #expect(files.status == 2 && mistakes.count == 2, "\(files.errors)")
    #expect((0..<2).map { mistakes[$0]["code"].text } == ["missingFile", "keyFileOpenToOthers"])
    #expect((0..<2).map { mistakes[$0]["line"].number } == [12, 11])
    // Nothing is started with it, whatever the command.
    for command in [
      ["checkout", "sale.json"], ["points", "balance", "--member", "M1"], ["decode"],
    ] {
      let run = try await desk.run(command)
      #expect(run.status == 2)
      #expect(try run.error()["code"].text == "invalidLaneFile")
    }
    #expect(!desk.exists("members.db"))
  }

  @Test("What is wrong inside a program is told with the lane file")
  func inside() async throws {
    let desk = try await Desk.withLane()
    let text = try String(contentsOfFile: Desk.program, encoding: .utf8)
    try desk.write(text.replacing("rate: 0.88", with: "rate: 8.8"), to: "program.yaml")
    let run = try await desk.run("lane", "check")
    let mistake = try run.error()["mistakes"][0]
    #expect(run.status == 2 && mistake["path"].text == "programs[0]")
    #expect(mistake["line"].number == 7)
    #expect(mistake["message"].text?.contains("program.yaml:") == true)
  }

  @Test(
    "`lane show` tells where each value comes from: option, environment, file and line, default")
  func show() async throws {
    let desk = try await Desk.withLane()
    let run = try await desk.run("lane", "show", "--json", "--store", "other.db")
    let settings = try run.json()["settings"]
    let rows = (0..<settings.count).map { settings[$0] }
    func row(_ name: String) throws -> JSON { try #require(rows.first { $0["name"].text == name }) }
    #expect(try row("store")["from"].text == "option")
    #expect(try row("store")["at"].text == "--store")
    #expect(try row("store")["value"].text == "other.db")
    #expect(try row("language")["at"].text == "CARDLANE_LANG")
    #expect(try row("shop.id")["at"].text == "lane.yaml:2")
    #expect(try row("programs[0]")["at"].text == "lane.yaml:7")
    #expect(try row("keys.passphraseFile")["from"].text == "environment")
    #expect(try row("limits.cardSeconds")["from"].text == "default")
    #expect(try row("printers[0]")["value"].isNull)
    // No secret is shown.
    #expect(!run.text.contains("a passphrase for tests"))
    let words = try await desk.run("lane", "show")
    #expect(words.text.contains("lane.yaml:2") && words.text.contains("option") == false)
  }

  @Test("A file that `--config` or CARDLANE_CONFIG names has to be there")
  func named() async throws {
    let desk = try await Desk.withLane()
    let option = try await desk.run("lane", "check", "--config", "none.yaml")
    #expect(option.status == 2)
    #expect(try option.error()["code"].text == "fileUnreadable")
    let variable = try await desk.run(
      "quote", "sale.json", environment: ["CARDLANE_CONFIG": "none.yaml"])
    #expect(variable.status == 2)
    #expect(try variable.error()["code"].text == "fileUnreadable")
    let none = try await Desk(keys: false).run(
      "lane", "check", environment: ["CARDLANE_CONFIG": ""])
    #expect(none.status == 2)
    #expect(try none.error()["code"].text == "noLaneFile")
  }

  @Test("doctor looks at everything that the lane file names")
  func doctor() async throws {
    let desk = try await Desk.withLane(
      """
      readers: { card: "No Such Reader" }
      printers: [{ name: slips, at: "tcp://127.0.0.1:1" }]
      """)
    let run = try await desk.run("doctor", "--json", "--date", Desk.date)
    let findings = try run.lines.map { try JSON($0) }
    func states(_ part: String) -> [String?] {
      findings.filter { $0["part"].text == part }.map { $0["state"].text }
    }
    #expect(run.status == 3)
    #expect(states("lane") == ["good"] && states("program") == ["good"])
    #expect(states("keys") == ["good"] && states("store") == ["notice"])
    #expect(states("disk").count == 1 && states("clock").count == 1)
    #expect(
      findings.contains {
        $0["part"].text == "reader" && $0["message"].text?.contains("No Such Reader") == true
      })
    #expect(
      findings.contains {
        $0["part"].text == "printer" && $0["message"].text?.contains("127.0.0.1:1") == true
          && $0["state"].text == "problem"
      })
  }

  @Test("doctor names what is wrong with a lane file, line by line, and looks at the rest")
  func broken() async throws {
    let desk = try await Desk.withLane("stor: x\nlimit: {}\n")
    let run = try await desk.run("doctor", "--json")
    let findings = try run.lines.map { try JSON($0) }
    let lane = findings.filter { $0["part"].text == "lane" }
    #expect(run.status == 3 && lane.count == 2)
    #expect(lane.allSatisfy { $0["state"].text == "problem" && $0["remedy"].text != nil })
    #expect(lane.first?["message"].text?.hasPrefix("lane.yaml:12:1: stor: ") == true, "\(lane)")
    #expect(findings.contains { $0["part"].text == "clock" })
  }

  @Test("Commands that make or mend what the file names go on with a file that is wrong")
  func mending() async throws {
    let desk = try await Desk.withLane()
    try desk.changeLane("keys.json", to: "new-keys.json")
    #expect(try await desk.run("checkout", "sale.json").status == 2)
    #expect(try await desk.run("program", "check", "program.yaml").status == 0)
    #expect(try await desk.run("keys", "list", "--store", "keys.json").status == 0)
    #expect(try await desk.run("lane", "show").status == 0)
  }

  @Test("A lane's language is spoken where nobody asks for another")
  func spoken() async throws {
    let desk = try await Desk.withLane("language: zh-Hant\n")
    let silent: [String: String?] = ["CARDLANE_LANG": nil, "LANG": "C.UTF-8", "LC_ALL": nil]
    let run = try await desk.run(["void", "--sale", "x"], environment: silent)
    #expect(try run.error()["message"].text?.contains("沒有") == true)
    let asked = try await desk.run(["void", "--sale", "x", "--lang", "en"], environment: silent)
    #expect(try asked.error()["message"].text?.contains("There is no") == true)
  }

  @Test(
    "A genuine card that nobody has entered is refused where the lane file says so",
    arguments: ["strict", "enrolOnFirstUse"])
  func unknownCards(policy: String) async throws {
    let desk = try await Desk.withLane("limits: { unknownCards: \(policy) }\n")
    let run = try await desk.run("checkout", "sale.json", "--swipe", Desk.stripe, "--json")
    #expect(run.status == (policy == "strict" ? 1 : 0), "\(run.errors)")
    if policy == "strict" { #expect(try run.error()["code"].text == "notIssued") }
  }

  @Test(
    "What a supervisor enters late is limited by the lane file", arguments: [(8, true), (6, false)])
  func late(days: Int, isTooLate: Bool) async throws {
    let desk = try await Desk.withLane("limits: { lateEntryDays: 7 }\n")
    let day = Date(timeIntervalSinceNow: Double(-days * 86_400))
    let style = Date.ISO8601FormatStyle(
      timeZone: try #require(TimeZone(identifier: "Asia/Shanghai")))
    let sale = try desk.changedSale(
      replacing: Desk.date, by: day.formatted(style.year().month().day()))
    let run = try await desk.run(
      ["checkout", sale, "--late-entry", "--by", "Zhang", "--json"], environment: Desk.alone)
    #expect(run.status == (isTooLate ? 1 : 0), "\(run.errors)")
    #expect(desk.exists("members.db") != isTooLate)
    if isTooLate { #expect(try run.error()["code"].text == "tooLate") }
  }
}
