import ArgumentParser
import BusinessCalendar
import Documents
import Loyalty
import Wire
import Wording

struct ProgramCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check a program file.",
    discussion: """
      Names every mistake with line, column and a suggestion; exit status 2 if any. What is allowed and
      surely wrong, such as a birthday rate worse than the member rate, is told as a warning; the exit
      status stays 0.

      Example: cardlane program check programs/chain-store.yaml
      """)

  @Argument(help: "The program file.")
  var file: String
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let (program, warnings) = try ProgramFile.check(file)
    if speech.json {
      StandardOutput.write(
        try JSONLine.text(ProgramRecord(program, warnings: warnings, speech.language)))
    } else {
      StandardOutput.write(Self.good(program)[speech.language])
      if !warnings.isEmpty {
        let words = warnings.joined(file: file)[speech.language]
        StandardOutput.write(Self.lookAgain[speech.language] + "\n" + words)
      }
    }
  }

  private static var lookAgain: Sentence {
    Sentence(
      zhHans: "以下写法合规，但多半不是本意，请再看一遍：", zhHant: "以下寫法合規，但多半不是本意，請再看一遍：",
      en: "This is allowed, but hardly meant; please look at it again:")
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
    try speech.say(["text": words], words: words)
  }
}
