import ArgumentParser
import Desk
import Wire
import Wording

/// How a command speaks: JSON or words, and in which language; and which lane file holds for it.
struct SpeechOptions: ParsableArguments {
  @Flag(help: "Answer in JSON instead of words.")
  var json = false

  @Option(name: .customLong("lang"), help: "Language of sentences: zh-Hans, zh-Hant or en.")
  var given: Language?

  @OptionGroup var lane: LaneOptions

  /// The language in force.
  var language: Language { LaneInForce.settings.language(given).value }

  /// Says one answer, in the form that was asked for; the other is not made.
  func say(
    _ answer: @autoclosure () throws -> some Encodable, words: @autoclosure () throws -> String
  ) throws {
    StandardOutput.write(json ? try JSONLine.text(answer()) : try words())
  }
}
