/// Whoever decides prices and points: the built-in ``RuleEngine``, or a service elsewhere.
public protocol LoyaltyRules: Sendable {
  /// Prices a sale without side effects.
  ///
  /// - Throws: ``SaleError`` for a sale that is malformed or refused; an implementation that asks a
  ///   service may throw its own errors too.
  func quote(_ sale: Sale) async throws -> Quote
}
