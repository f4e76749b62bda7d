import ArgumentParser
import Desk
import Foundation
import Wire
import Wording

struct LaneCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong with the lane file and the files that it names.",
    discussion: """
      Names every mistake with line, column and a suggestion: fields, files that are not there, secrets \
      that others can read, and what is wrong inside the programs and the poster. Exit status 2 if any.

      Example: cardlane lane check
      """)

  @Argument(help: "The lane file, instead of the one that holds here.")
  var path: String?
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    guard let file = try path.map(LaneFile.open) ?? LaneInForce.file() else {
      throw PlainError.noLaneFile
    }
    var mistakes = file.mistakesOfFiles()
    mistakes += file.mistakesInside()
    guard mistakes.isEmpty else { throw LaneFileError(file: file.path, mistakes: mistakes) }
    try speech.say(LaneCheckRecord(file: file.path), words: Self.good(file.path)[speech.language])
  }

  private static func good(_ path: String) -> Sentence {
    Sentence(
      zhHans: "✓ \(path) 没有错误，所写的文件都在。", zhHant: "✓ \(path) 沒有錯誤，所寫的檔案都在。",
      en: "✓ \(path) is in order, and what it names is there.")
  }
}

extension PlainError {
  static let noLaneFile = PlainError(
    code: "noLaneFile",
    Sentence(
      zhHans: "没有款台文件。", zhHant: "沒有款台檔案。", en: "There is no lane file."),
    hint: Sentence(
      zhHans: "用 cardlane lane init 新建，或用 --config 指定。",
      zhHant: "用 cardlane lane init 新建，或用 --config 指定。",
      en: "Make one with cardlane lane init, or name one with --config."))
}
