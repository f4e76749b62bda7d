public import VIPCard
public import Wording

/// What the cashier is told when a card is shown.
public struct CardAnswer: Sendable, Equatable {
  /// The judgement on the card.
  public let judgement: CardJudgement
  /// Whether the card took the place of another one in this sale.
  public let replacedAnother: Bool
  /// Whether a supervisor has to release the lane after this card.
  public let needsSupervisor: Bool
  /// The rolling counter to be written onto the card, where the lane has an encoder; `nil` for a card
  /// without one.
  public var nextCounter: RollingCounter?

  /// Whether the card counts for the sale.
  public var isAccepted: Bool { judgement.isAccepted }

  /// The sentence for the cashier.
  public var message: Sentence {
    guard replacedAnother else { return judgement.message }
    return Sentence(
      zhHans: "已换用第二张会员卡，前一张不再计入本单。", zhHant: "已換用第二張會員卡，前一張不再計入本單。",
      en: "The second card has replaced the first one in this sale.")
  }

  /// What the cashier can do next.
  public var nextStep: Sentence? { judgement.nextStep }
}
