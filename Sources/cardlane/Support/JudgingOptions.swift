import ArgumentParser
import VIPCard

/// How long judging a card may take.
struct JudgingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Seconds that judging one card may take in all, once it is there; a card that is slower has to be \
      presented again.
      """, valueName: "seconds"))
  var judgeWithin: Double = 5

  func validate() throws {
    guard judgeWithin > 0, judgeWithin <= 86_400 else {
      throw ValidationError("--judge-within takes seconds above 0, not \(judgeWithin)")
    }
  }

  /// The same for the verifier.
  var budget: JudgingBudget { JudgingBudget(.seconds(judgeWithin)) }
}
