import Scenarios
import Testing
import VirtualCards

extension PrivatePCSCD.Slot {
  /// Puts a card into the slot, and waits until pcscd has switched it on.
  ///
  /// Until then pcscd may take it for the card that was there before, and tell a program that begins
  /// to use it of that card's removal.
  func insertSeen(
    _ card: any VirtualCard, at location: SourceLocation = #_sourceLocation
  ) async throws {
    try insert(card)
    try #require(
      await self.card.waitUntilPowered(within: .seconds(60)), "pcscd has not seen the card",
      sourceLocation: location)
  }
}
