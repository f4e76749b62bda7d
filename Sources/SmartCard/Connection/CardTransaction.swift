/// A card that is kept from all other programs for a while.
///
/// It is lent to the body of ``CardConnection/withTransaction(end:_:)``. It cannot be copied, kept, or
/// used by another task, because that does not compile; so it always ends with the body.
public struct CardTransaction: ~Copyable, Sendable {
  /// The connection, for code that works with any ``CardChannel``.
  public let channel: CardConnection

  init(_ channel: CardConnection) { self.channel = channel }

  /// Sends one command and returns the card's whole answer.
  public func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    try await channel.transmit(command)
  }
}

extension CardConnection {
  /// Keeps other programs from the card while `body` runs, and lets them in again however it ends.
  ///
  /// Waits for another program's transaction no longer than the options'
  /// ``ConnectionOptions/transactionDeadline``. If `body` throws, its error is the one that is seen.
  /// If the task is cancelled or the card hangs, the transaction ends with the connection. Do not
  /// begin another transaction inside: PC/SC would count it, but other tasks that share the
  /// connection are not kept out by either.
  @discardableResult
  public func withTransaction<Value: Sendable>(
    end disposition: Disposition = .leave,
    _ body: (inout CardTransaction) async throws -> Value
  ) async throws -> Value {
    try await perform(within: options.transactionDeadline) { card throws(SmartCardError) in
      try card.beginTransaction()
    }
    let value: Value
    do {
      // Lent as inout: the compiler then refuses, with a sentence, that a task or closure keeps it.
      var transaction = CardTransaction(self)
      value = try await body(&transaction)
    } catch {
      try? await endTransaction(disposition)
      throw error
    }
    try await endTransaction(disposition)
    return value
  }

  /// Ends the transaction also when the task is cancelled, by doing it in a task that is not.
  private func endTransaction(_ disposition: Disposition) async throws(SmartCardError) {
    let ending = Task { [self] () async -> Result<Void, SmartCardError> in
      do throws(SmartCardError) {
        try await perform(within: options.connectDeadline) { card throws(SmartCardError) in
          try card.endTransaction(disposition)
        }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try await ending.value.get()
  }
}
