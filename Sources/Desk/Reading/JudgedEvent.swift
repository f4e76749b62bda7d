public import BusinessCalendar
public import CardReaders
public import Lane
public import VIPCard
public import Wording

/// A card event with the verdict on its card.
public struct JudgedEvent: Sendable {
  /// What happened at the reader.
  public let event: CardEvent
  /// The judgement on the card that the event brings; `nil` where there is none or it failed.
  public let judgement: CardJudgement?
  /// What the lane's store makes of it; `nil` where no store is asked.
  public let outcome: CardGate.Outcome?
  /// Why the card could not be judged.
  public let failure: (any ExplainedError)?

  /// Judges the card that an event brings.
  ///
  /// - Parameters:
  ///   - event: what happened at the reader.
  ///   - judge: what judges its card.
  ///   - judgesChips: whether a chip is talked to; without keys there is nothing to prove.
  ///   - date: the business date.
  ///   - shown: what of a judgement may be shown.
  public init(
    _ event: CardEvent, by judge: CardJudge, judgesChips: Bool = true, on date: BusinessDate,
    shown: (CardJudgement) -> CardJudgement = { $0 }
  ) async {
    self.event = event
    var judgement: CardJudgement?
    var outcome: CardGate.Outcome?
    var failure: (any ExplainedError)?
    do {
      switch event.happening {
      case .swipe(let read):
        (judgement, outcome) = try await judge.judge(on: date) { verifier in
          try await verifier.judge(read, on: date)
        }
        failure = judgement?.headError
      case .cardInserted:
        guard judgesChips, let reader = event.reader else { break }
        (judgement, outcome) = try await judge.judge(on: date) { verifier in
          try await verifier.judge(cardIn: reader, on: date)
        }
      default: break
      }
    } catch {
      failure = error as? any ExplainedError ?? PlainError(error)
    }
    self.judgement = judgement.map(shown)
    self.outcome = outcome
    self.failure = failure
  }

  /// The error to report: the event's own, or that of judging its card.
  public var error: (any ExplainedError)? {
    if case .error(let error) = event.happening { error } else { failure }
  }
}
