/// What is kept of a refusal: enough to see a pattern, too little to copy a card.
public struct RefusalRecord: Sendable, Hashable, Codable {
  /// The masked number; `nil` where none was read, and always for a payment card.
  public let maskedNumber: String?
  /// The check that failed.
  public let check: Check
  /// The lane.
  public let lane: String
  /// When, as RFC 3339 with offset.
  public let time: String

  /// The record of a judgement; `nil` if the card was accepted.
  public init?(_ judgement: CardJudgement, lane: String, time: String) {
    guard !judgement.isAccepted else { return nil }
    maskedNumber = judgement.identity?.number.masked
    check = judgement.verdict.check
    self.lane = lane
    self.time = time
  }
}
