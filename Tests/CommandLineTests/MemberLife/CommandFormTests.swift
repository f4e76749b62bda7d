import Foundation
import Testing

/// What every command of a member's life owes the people in front of it.
@Suite("Commands of a member's life")
struct CommandFormTests {
  static let commands: [[String]] = [
    ["hold"], ["commit"], ["void"], ["return"], ["redeem"], ["stock"],
    ["member", "enrol"], ["member", "register"], ["member", "find"], ["member", "show"],
    ["member", "activity"], ["member", "exchange"], ["member", "block"], ["member", "gift"],
    ["member", "surveyed"], ["member", "fee"], ["points", "balance"], ["points", "history"],
    ["report", "day"],
    ["report", "refusals"], ["report", "birthdays"], ["report", "activity"], ["report", "forms"],
    ["report", "survey"], ["report", "segments"], ["report", "stock"], ["report", "settlement"],
  ]

  @Test("Help shows an example, --json and --lang", arguments: commands)
  func help(command: [String]) async throws {
    let life = try Life()
    let help = try await life.run(command + ["--help"]).expect(0).output
    #expect(help.contains("Example:"))
    #expect(help.contains("--json") && help.contains("--lang"))
    #expect(try await life.run(command + ["--no-such-option"]).expect(2).errorCode == "usage")
  }

  @Test(
    "A store that is not there is wrong input; one that is damaged is a failure of the store",
    arguments: [
      ["member", "find", "--name", "x"], ["member", "show", "--member", "M1"],
      ["points", "balance", "--member", "M1"], ["points", "history", "--member", "M1"],
      ["commit", "--sale", "S1"], ["void", "--sale", "S1"],
      ["report", "day", "--shop", "S01"], ["report", "stock"],
    ])
  func store(command: [String]) async throws {
    let life = try Life()
    let missing = try await life.run(command + ["--store", "none.db"]).expect(2)
    #expect(missing.errorCode == "storeNotFound")
    #expect(!FileManager.default.fileExists(atPath: life.folder.appending(path: "none.db").path))
    try life.write("text.db", "this is no store")
    #expect(
      try await life.run(command + ["--store", "text.db"]).expect(3).errorCode == "notAStore")
  }

  @Test(
    "Sentences come in the language asked for",
    arguments: [("zh-Hans", "没有"), ("zh-Hant", "沒有"), ("en", "There is no")])
  func languages(language: String, words: String) async throws {
    let life = try Life()
    let answer = try await life.run([
      "member", "find", "--name", "x", "--store", "none.db", "--lang", language,
    ]).expect(2)
    #expect(answer.error.contains(words))
  }
}
