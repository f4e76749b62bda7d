import ArgumentParser
import Wording

/// How a command speaks: JSON or words, and in which language.
struct SpeechOptions: ParsableArguments {
  @Flag(help: "Answer in JSON instead of words.")
  var json = false

  @Option(name: .customLong("lang"), help: "Language of sentences: zh-Hans, zh-Hant or en.")
  var language: Language = .preferred()
}
