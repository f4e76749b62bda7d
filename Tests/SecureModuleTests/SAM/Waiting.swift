import SmartCard
import Testing

/// Waits until pcscd has seen a card in a reader.
func waitForCard(in reader: String) async throws {
  for await event in ReaderMonitor().events() {
    if case .cardInserted(reader, _) = event { return }
  }
  throw SmartCardError(.noCard, reader: reader)
}

/// Waits until pcscd has seen the card go.
func waitForRemoval(from reader: String) async {
  var isThere = false
  for await event in ReaderMonitor().events() {
    if case .cardInserted(reader, _) = event { isThere = true }
    if case .cardRemoved(reader) = event, isThere { return }
  }
}
