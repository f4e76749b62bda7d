/// Why a handshake or a message within a session was refused. Holds no key and no data.
public enum SessionError: Error, Sendable, Equatable {
  /// A message has a length that it cannot have; the number of bytes that came.
  case length(Int)
  /// A code, checksum, padding or returned challenge is wrong: another key, or an altered, replayed or
  /// misplaced message.
  case notAuthentic
  /// The session's command counter is used up.
  case exhausted
  /// The key store could not compute.
  case keys(KeyStoreError)
}

/// Runs a computation with keys as a step of a session.
func asSession<Result>(
  _ body: () throws(KeyStoreError) -> Result
) throws(SessionError) -> Result {
  do {
    return try body()
  } catch {
    throw .keys(error)
  }
}
