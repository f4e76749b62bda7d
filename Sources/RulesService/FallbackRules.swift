public import Loyalty
import Wording

/// Rules with a second to stand in when the first fails.
///
/// What the first refuses stays refused, and what it calls malformed stays so: only a failure, where it
/// said nothing about the sale, lets the second decide, and only if the policy says so.
public struct FallbackRules: LoyaltyRules {
  private let primary: any LoyaltyRules
  private let fallback: any LoyaltyRules
  private let policy: FallbackPolicy
  private let report: @Sendable (any Error) -> Void

  /// Joins two deciders.
  ///
  /// - Parameters:
  ///   - primary: is always asked first.
  ///   - fallback: is asked when the first failed and the policy is `builtIn`.
  ///   - policy: what follows a failure.
  ///   - report: hears of each failure for which the second stood in, so that it does not go unnoticed.
  public init(
    primary: any LoyaltyRules, fallback: any LoyaltyRules, policy: FallbackPolicy,
    report: @escaping @Sendable (any Error) -> Void = { _ in }
  ) {
    self.primary = primary
    self.fallback = fallback
    self.policy = policy
    self.report = report
  }

  /// Prices a sale by the first, or by the second where the first fails.
  ///
  /// - Throws: what the first throws, unless the second stands in; then what the second throws.
  public func quote(_ sale: Sale) async throws -> Quote {
    do {
      return try await primary.quote(sale)
    } catch let failure where policy == .builtIn && Self.isFailure(failure) {
      report(failure)
      return try await fallback.quote(sale)
    }
  }

  /// Whether an error says nothing about the sale.
  private static func isFailure(_ error: any Error) -> Bool {
    if error is CancellationError { return false }
    guard let explained = error as? any ExplainedError else { return true }
    return explained.nature == .device
  }
}
