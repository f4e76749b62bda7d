import ArgumentParser
import VIPCard

/// Whether anti-forgery codes are shown.
struct RawOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      """
      Show the digits of our cards' anti-forgery codes, each of which is a • otherwise. For integrators: \
      whoever reads the output can write the card. Other people's tracks are never shown.
      """))
  var raw = false

  /// The judgement as it is to be shown.
  func shown(_ judgement: CardJudgement) -> CardJudgement {
    raw ? judgement.showingCodes() : judgement
  }
}
