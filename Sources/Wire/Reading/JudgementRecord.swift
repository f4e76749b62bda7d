public import Lane
public import VIPCard
public import Wording

/// A judgement as one line of JSON, with the cashier's sentence added.
public struct JudgementRecord: Encodable, Sendable {
  private let judgement: CardJudgement
  private let language: Language
  private let line: Int?
  private let outcome: CardGate.Outcome?

  /// A judgement in the words of a language.
  ///
  /// - Parameters:
  ///   - judgement: the verdict on a card.
  ///   - language: the language of its words.
  ///   - line: the line of input that it answers, from 1; left out where there is no input.
  ///   - outcome: what the lane's store makes of it; `nil` where no store is asked.
  public init(
    _ judgement: CardJudgement, _ language: Language, line: Int? = nil,
    outcome: CardGate.Outcome? = nil
  ) {
    self.judgement = judgement
    self.language = language
    self.line = line
    self.outcome = outcome
  }

  private enum Key: CodingKey { case line, message, nextStep, needsSupervisor, nextCounter }

  public func encode(to encoder: any Encoder) throws {
    try judgement.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(line, forKey: .line)
    try container.encode(judgement.message[language], forKey: .message)
    try container.encodeIfPresent(judgement.nextStep?[language], forKey: .nextStep)
    if outcome?.needsSupervisor == true { try container.encode(true, forKey: .needsSupervisor) }
    try container.encodeIfPresent(outcome?.nextCounter?.rawValue, forKey: .nextCounter)
  }
}
