public import CardCrypto
public import SmartCard

/// Why a native command of DESFire or NTAG 424 DNA came to nothing.
///
/// After any of them the session is over; what a chip does to a command of which no answer came is
/// not known.
public enum NativeError: Error, Sendable {
  /// The card or the reader failed.
  case device(SmartCardError)
  /// The chip refused with a status of its own, `91xx`.
  case refused(NativeStatus)
  /// The chip or the reader refused with a status word of ISO/IEC 7816-4.
  case refusedISO(StatusWord)
  /// A code, checksum or returned challenge is wrong: altered, replayed, or another key.
  case notAuthentic
  /// An answer has a length that it cannot have.
  case length(Int)
  /// The command needs a session and there is none, or its counter is used up.
  case noSession
  /// The key store failed.
  case keys(KeyStoreError)

  init(_ error: SessionError) {
    self =
      switch error {
      case .length(let count): .length(count)
      case .notAuthentic: .notAuthentic
      case .exhausted: .noSession
      case .keys(let error): .keys(error)
      }
  }
}

/// Runs a step of a session as a part of a command.
func asNative<Result>(
  _ body: () throws(SessionError) -> Result
) throws(NativeError) -> Result {
  do {
    return try body()
  } catch {
    throw NativeError(error)
  }
}
