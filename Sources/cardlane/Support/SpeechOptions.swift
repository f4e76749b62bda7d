import ArgumentParser
import Desk
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
}
