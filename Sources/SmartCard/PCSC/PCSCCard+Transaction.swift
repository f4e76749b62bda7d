import CPCSC

extension PCSCCard {
  /// Keeps other programs from the card while `body` runs, and lets them in again however it ends:
  /// `SCardBeginTransaction` and `SCardEndTransaction`.
  ///
  /// Waits while another program does the same. If `body` throws, its error is the one that is seen.
  public func withTransaction<Value: ~Copyable>(
    end disposition: Disposition = .leave, _ body: () throws(SmartCardError) -> Value
  ) throws(SmartCardError) -> Value {
    try beginTransaction()
    let value: Value
    do throws(SmartCardError) {
      value = try body()
    } catch {
      try? endTransaction(disposition)
      throw error
    }
    try endTransaction(disposition)
    return value
  }

  /// Keeps other programs from the card: `SCardBeginTransaction`. Waits while another one does.
  package func beginTransaction() throws(SmartCardError) {
    let handle = handle
    try check(ExitGate.wait { SCardBeginTransaction(handle) }, "SCardBeginTransaction")
  }

  /// Lets others in again: `SCardEndTransaction`.
  package func endTransaction(_ disposition: Disposition = .leave) throws(SmartCardError) {
    let handle = handle
    try check(
      ExitGate.pass { SCardEndTransaction(handle, DWORD(disposition.rawValue)) },
      "SCardEndTransaction")
  }
}
