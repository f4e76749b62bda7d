import Lane
import VIPCard
import Wording

/// A judgement as one line of JSON, with the cashier's sentence added.
struct JudgementRecord: Encodable {
  let judgement: CardJudgement
  let language: Language
  /// The line of input that it answers, from 1; left out where there is no input.
  var line: Int?
  /// What the lane's store makes of it; `nil` where no store is asked.
  var outcome: CardGate.Outcome?

  private enum Key: CodingKey { case line, message, nextStep, needsSupervisor, nextCounter }

  func encode(to encoder: any Encoder) throws {
    try judgement.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(line, forKey: .line)
    try container.encode(judgement.message[language], forKey: .message)
    try container.encodeIfPresent(judgement.nextStep?[language], forKey: .nextStep)
    if outcome?.needsSupervisor == true { try container.encode(true, forKey: .needsSupervisor) }
    try container.encodeIfPresent(outcome?.nextCounter?.rawValue, forKey: .nextCounter)
  }
}
