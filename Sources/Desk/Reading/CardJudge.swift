public import BusinessCalendar
public import CardCrypto
public import Lane
import MemberStore
public import VIPCard

/// What judges cards, whichever reader has read them. With a gate, what a lane's store knows stands before
/// the verifier, and refusals count for the lane.
public struct CardJudge: Sendable {
  /// What looks at the card itself.
  public let verifier: CardVerifier
  /// The lane's gate; `nil` where cards are judged for nobody in particular.
  public let gate: CardGate?

  /// Judges cards as a verifier does, whose register may be a lane's.
  public init(_ verifier: CardVerifier) {
    self.verifier = verifier
    gate = nil
  }

  /// Judges cards by their keys alone.
  ///
  /// - Parameters:
  ///   - keys: the issuer keys that cards are checked with.
  ///   - budget: how long judging one chip may take in all.
  public init(keys: any KeyStore, within budget: JudgingBudget? = nil) {
    verifier = CardVerifier(keys: keys, budget: budget)
    gate = nil
  }

  /// Judges cards for a lane: its register is asked, and what is refused counts.
  ///
  /// - Parameters:
  ///   - keys: the issuer keys that cards are checked with.
  ///   - gate: the lane's gate, which lends its register and counts what is refused.
  ///   - budget: how long judging one chip may take in all.
  public init(keys: any KeyStore, gate: CardGate, within budget: JudgingBudget? = nil) {
    verifier = CardVerifier(keys: keys, register: gate.register, budget: budget)
    self.gate = gate
  }

  /// Judges a card.
  ///
  /// - Parameters:
  ///   - date: the business date.
  ///   - read: reads it and asks the verifier.
  /// - Returns: the judgement, and what the lane's store makes of it; `nil` where no store is asked.
  /// - Throws: ``Lane/LaneError`` where the lane is closed or the card a copy; what `read` throws.
  public func judge(
    on date: BusinessDate, _ read: (CardVerifier) async throws -> CardJudgement
  ) async throws -> (judgement: CardJudgement, outcome: CardGate.Outcome?) {
    guard let gate else { return (try await read(verifier), nil) }
    return try await gate.judge(on: date) { try await read(verifier) }
  }
}
