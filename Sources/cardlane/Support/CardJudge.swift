import BusinessCalendar
import Lane
import MemberStore
import VIPCard

/// What judges cards that are read without a sale: `decode`, `card verify` and `watch` alike. Where a store
/// is named, the lane's gate stands before the verifier.
struct CardJudge {
  let verifier: CardVerifier
  let gate: CardGate?
  let members: (any MemberStore)?

  /// Judges a card.
  ///
  /// - Parameter read: reads it and asks the verifier.
  /// - Returns: the judgement, and what the lane's store makes of it; `nil` where no store is asked.
  /// - Throws: ``LaneError`` where the lane is closed or the card a copy; what `read` throws.
  func judge(
    on date: BusinessDate, _ read: (CardVerifier) async throws -> CardJudgement
  ) async throws -> (judgement: CardJudgement, outcome: CardGate.Outcome?) {
    guard let gate else { return (try await read(verifier), nil) }
    return try await gate.judge(on: date) { try await read(verifier) }
  }

  /// Closes the store.
  func close() async throws { try await members?.close() }
}
