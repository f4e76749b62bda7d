/// A mutual authentication in the middle: the card's challenge is answered, the card's own answer is
/// awaited.
///
/// Terminal and card have each shown that they hold the same key once ``finish(_:)`` returns.
public protocol Handshake<Session>: Sendable {
  /// What both sides share afterwards.
  associatedtype Session: Sendable

  /// What goes to the card: E(RndA ‖ RndB′), 32 bytes.
  var reply: [UInt8] { get }

  /// Checks the card's answer and gives the session.
  ///
  /// Throws ``SessionError/length(_:)`` for an answer of another length and
  /// ``SessionError/notAuthentic`` when the returned RndA′ is wrong.
  func finish(_ answer: [UInt8]) async throws(SessionError) -> Session
}
