import ArgumentParser
import BusinessCalendar
import Loyalty
import Wire
import Wording

struct ProgramCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check a program file.",
    discussion: """
      Names every mistake with line, column and a suggestion; exit status 2 if any.

      Example: cardlane program check programs/chain-store.yaml
      """)

  @Argument(help: "The program file.")
  var file: String
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(file)
    if speech.json {
      StandardOutput.write(try JSONLine.text(ProgramRecord(program)))
    } else {
      StandardOutput.write(Self.good(program)[speech.language])
    }
  }

  private static func good(_ program: LoyaltyProgram) -> Sentence {
    Sentence(
      zhHans: "\(program.id) \(program.version) 没有错误，自\(program.effective)起生效。",
      zhHant: "\(program.id) \(program.version) 沒有錯誤，自\(program.effective)起生效。",
      en: "\(program.id) \(program.version) is in order; in force from \(program.effective).")
  }
}

struct ProgramShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show in words what a program file does.",
    discussion: "Example: cardlane program show programs/chain-store.yaml --lang zh-Hans")

  @Argument(help: "The program file.")
  var file: String
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let words = try ProgramFile.load(file).description(in: speech.language)
    StandardOutput.write(speech.json ? try JSONLine.text(["text": words]) : words)
  }
}
