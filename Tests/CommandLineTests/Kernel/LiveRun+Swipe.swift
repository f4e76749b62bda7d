import Testing
import VirtualUSB

extension LiveRun {
  /// Swipes a card, and waits for the swipe that it is to give.
  ///
  /// The kernel keeps some twenty keys of a reader that types. A very busy machine fetches them too late, or
  /// stops for longer than a swipe may: `watch` says so, and the card is swiped again.
  @discardableResult
  func swipe(
    _ card: SwipedCard, at reader: any ScriptedDevice, where fits: (JSON) -> Bool
  ) async throws -> JSON {
    // A boot keyboard.
    let types = reader.description.interfaces.contains { $0.subclass == 1 }
    for _ in 0..<10 {
      try reader.perform(.swipe(card))
      let told = try JSON(
        await line {
          $0.contains("\"event\":\"swipe\"") || $0.contains("\"code\":\"inputOverrun\"")
        })
      if fits(told) { return told }
      try #require(types, "\(told)")
      // Longer than a reader waits for more of a swipe.
      _ = try await reader.perform(.wait(.fetched), within: .seconds(60))
      try await Task.sleep(for: .seconds(3))
    }
    throw KeysLost()
  }
}

/// Every swipe of a reader that types lost keys.
private struct KeysLost: Error {}
