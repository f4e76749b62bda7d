import Foundation
import Testing

@Suite("Usage, help and errors of every command")
struct UsageTests {
  private static let commands = [
    ["demo"], ["doctor"], ["watch"], ["decode"], ["keys", "init"], ["keys", "add"],
    ["keys", "import"], ["keys", "list"], ["keys", "till"], ["card", "issue"], ["card", "verify"],
    ["program", "check"], ["program", "show"], ["program", "compare"], ["quote"], ["checkout"],
    ["receipt", "render"], ["receipt", "read"], ["simulate", "card"],
  ]

  private let desk: Desk

  init() async throws { desk = try await Desk(keys: false) }

  @Test("The help of every command has an example of that very command", arguments: commands)
  func help(_ command: [String]) async throws {
    let run = try await desk.run(command + ["--help"])
    let words = run.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(words.contains("Example: cardlane " + command.joined(separator: " ")))
  }

  @Test("An unknown option is one line of JSON with the usage, exit status 2", arguments: commands)
  func unknownOption(_ command: [String]) async throws {
    let run = try await desk.run(command + ["--no-such-option"])
    #expect(run.status == 2 && run.output.isEmpty)
    let error = try run.error()
    #expect(error["code"].text == "usage")
    #expect(
      error["hint"].text?.hasPrefix("Usage: cardlane " + command.joined(separator: " ")) == true)
  }

  @Test(
    "An error speaks the language of --lang, wherever it is found",
    arguments: [("zh-Hans", "无法读取文件"), ("zh-Hant", "無法讀取檔案"), ("en", "cannot be read")])
  func languages(_ language: String, _ words: String) async throws {
    let run = try await desk.run("program", "check", "missing.yaml", "--lang", language)
    #expect(try run.error()["message"].text?.contains(words) == true)
    let joined = try await desk.run("program", "check", "missing.yaml", "--lang=\(language)")
    #expect(joined.errors == run.errors)
  }

  @Test(
    "A date that does not exist is refused in every language",
    arguments: [("zh-Hans", "没有"), ("zh-Hant", "沒有"), ("en", "not a date")])
  func dates(_ language: String, _ words: String) async throws {
    let run = try await desk.run("decode", "--date", "2026-02-30", "--lang", language)
    #expect(run.status == 2)
    #expect(try run.error()["message"].text?.contains(words) == true)
  }

  @Test("A reader of the output that leaves ends the program without a word")
  func brokenPipe() async throws {
    let run = try await desk.run(
      program: "/bin/sh",
      [
        "-c", "yes '\(Desk.stripe)' | head -2000 | \"$0\" decode 2>&1 | head -1; echo done",
        Desk.executable.path,
      ])
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.lines.count == 2 && run.lines.last == "done")
  }
}
