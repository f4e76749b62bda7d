import Loyalty
import MemberStore
import VIPCard

/// One sale at the lane as a state machine: it holds what belongs to the sale and lets no step happen out
/// of turn.
struct SaleDesk: Sendable {
  private(set) var stage = SaleStage.idle
  /// The sale as the till knows it.
  private(set) var sale: Sale?
  /// The card that counts.
  private(set) var card: AcceptedCard?
  /// Whether it took the place of another one in this sale.
  private(set) var replacedAnother = false
  /// What the rules said last.
  private(set) var quote: Quote?

  /// Begins a sale, or takes its changed lines before it is held.
  mutating func scan(_ sale: Sale) throws(LaneError) {
    let isSameSale = self.sale?.id == sale.id
    let next: SaleStage = isSameSale && card != nil ? .identified : .scanning
    if stage == .idle || stage == .done || stage == .voided {
      self = SaleDesk()
      stage = .scanning
    } else {
      guard isSameSale else { throw .wrongStep(stage) }
      try go(to: next)
    }
    self.sale = sale
    quote = nil
  }

  /// Takes a good card; a second one replaces the first.
  ///
  /// - Returns: whether there was one before.
  mutating func identify(_ card: AcceptedCard) throws(LaneError) -> Bool {
    try requireCards()
    try go(to: .identified)
    let isReplacement = self.card.map { $0.identity != card.identity } ?? false
    self.card = card
    if isReplacement { replacedAnother = true }
    quote = nil
    return isReplacement
  }

  /// Notes that a card was refused; a good one that was shown before still counts.
  mutating func refuse() throws(LaneError) {
    try requireCards()
    if card == nil { try go(to: .refused) }
  }

  mutating func price(_ quote: Quote) throws(LaneError) {
    try go(to: .quoted)
    self.quote = quote
  }

  mutating func follow(_ state: SaleState) throws(LaneError) {
    let next: SaleStage =
      switch state {
      case .hold: .held
      case .committed: .committed
      case .void: .voided
      }
    if stage != next { try go(to: next) }
  }

  mutating func paper(isPrinted: Bool) throws(LaneError) {
    if isPrinted { try go(to: .slipPrinted) }
    try go(to: .done)
  }

  mutating func giveUp() throws(LaneError) { try go(to: .voided) }

  /// Refuses a card that no longer counts.
  func requireCards() throws(LaneError) {
    if stage == .held || stage == .committed || stage == .slipPrinted || stage == .done {
      throw .cardAfterPayment
    }
    guard stage.takesCards else { throw .wrongStep(stage) }
  }

  private mutating func go(to next: SaleStage) throws(LaneError) {
    guard stage.mayBecome(next) else { throw .wrongStep(stage) }
    stage = next
  }
}

/// A card that was judged good.
struct AcceptedCard: Sendable, Equatable {
  let identity: CardIdentity
  let validity: CardValidity
  let trust: TrustLevel
  /// The rolling counter that was read on track 3.
  let counter: RollingCounter?

  /// `nil` unless the judgement accepts the card.
  init?(_ judgement: CardJudgement) {
    guard judgement.isAccepted, let identity = judgement.identity,
      let validity = judgement.verdict.validity, let trust = judgement.verdict.trust
    else { return nil }
    self.identity = identity
    self.validity = validity
    self.trust = trust
    self.counter = judgement.counter
  }
}
