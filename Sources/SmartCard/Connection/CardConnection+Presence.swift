extension CardConnection {
  /// Asks pcscd for the card's state, then the card itself.
  ///
  /// pcscd looks for a card a few times a second only, so its word alone would come late; and a reader
  /// that cannot reach the card says no more than that something failed.
  public func confirmPresence(by command: CommandAPDU) async throws(SmartCardError) {
    try await askStatus()
    do throws(SmartCardError) {
      _ = try await transmit(command)
    } catch {
      guard error.reason == .communicationFailed else { throw error }
      try await askStatus()
      // It was there a moment ago and now there is no word from it.
      throw SmartCardError(
        .cardRemoved, status: error.status, reader: reader, detail: error.detail)
    }
  }

  private func askStatus() async throws(SmartCardError) {
    try await perform(within: options.commandDeadline) { card throws(SmartCardError) in
      _ = try card.answerToReset()
    }
  }
}
