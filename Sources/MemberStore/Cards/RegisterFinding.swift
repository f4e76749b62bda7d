/// Where a genuine card stands in the register.
public enum RegisterFinding: Sendable, Hashable {
  /// The register knows it.
  case known(CardRecord)
  /// A newer card of this number and year is in use.
  case superseded(by: CardRecord)
  /// The number is known, this card is not: the year's new card, or a re-issue. Names the holder.
  case newCard(holder: String)
  /// Nobody holds this number.
  case unknown
}
