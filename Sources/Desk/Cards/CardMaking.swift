import MemberStore

/// What a card was made with, beside its number, year and sequence.
package struct CardMaking: Sendable, Hashable {
  /// The UID of the chip, upper-case hexadecimal; taps by telephone need it.
  package var chipUID: String?
  /// Whether the card carries a rolling counter on track 3, which begins at 0.
  package var hasRollingCounter: Bool

  package init(chipUID: [UInt8]? = nil, hasRollingCounter: Bool = false) {
    self.chipUID = chipUID.map(ChipUID.text)
    self.hasRollingCounter = hasRollingCounter
  }

  /// The card's entry with what it was made with.
  func made(_ card: CardRecord) -> CardRecord {
    var card = card
    card.chipUID = chipUID
    card.counterCommitted = hasRollingCounter ? 0 : nil
    return card
  }
}
