package import SmartCard

/// The card that somebody has put into a reader, or is about to.
package enum InsertedCard {
  /// Connects to the first card in a reader whose name contains `name`; waits for one if need be.
  ///
  /// Throws ``SmartCardError`` when the card does not answer or the connection fails. Waits without
  /// limit: the caller sets one and cancels.
  ///
  /// - Parameter samReader: The reader in which a SAM sits, or a part of its name: passed over.
  package static func first(
    in name: String?, excluding samReader: String? = nil, within deadline: Duration
  ) async throws -> CardConnection {
    func isWanted(_ reader: String) -> Bool {
      name.map(reader.contains) ?? true && !(samReader.map(reader.contains) ?? false)
    }
    for await event in ReaderMonitor().events() {
      switch event {
      case .cardInserted(let reader, _) where isWanted(reader):
        return try await CardConnection.connect(
          to: reader,
          options: ConnectionOptions(connectDeadline: deadline, commandDeadline: deadline))
      case .cardUnresponsive(let reader) where isWanted(reader):
        throw SmartCardError(.cardUnresponsive, reader: reader)
      case .serviceLost:
        throw SmartCardError(.serviceNotRunning)
      default: continue
      }
    }
    throw SmartCardError(.cancelled, reader: name)
  }
}
