public import CardCrypto

/// Judges cards: readable, ours, Luhn, card year, anti-forgery, register, in this order; the first check
/// that fails gives the judgement its name.
///
/// The year comes before any key is looked for, so that last year's card is `expired` on a lane that
/// holds last year's key no longer.
public struct CardVerifier: Sendable {
  let keys: any KeyStore
  let register: (any CardRegister)?
  let prefix: IssuerPrefix
  let applications: CardApplications
  let budget: JudgingBudget?

  /// Makes a verifier.
  ///
  /// - Parameters:
  ///   - keys: Issuer keys; without a year's key its cards are `unknownKeyYear`.
  ///   - register: The register of issued cards; `nil` leaves the sixth check out.
  ///   - prefix: The leading digits of our numbers.
  ///   - applications: The kinds of chip to probe for.
  ///   - budget: How long judging one chip may take in all. Without one a chip in a reader has
  ///     ``JudgingBudget/standard``, and a channel takes as long as it does.
  public init(
    keys: any KeyStore, register: (any CardRegister)? = nil, prefix: IssuerPrefix = .china,
    applications: CardApplications = .all, budget: JudgingBudget? = nil
  ) {
    self.keys = keys
    self.register = register
    self.prefix = prefix
    self.applications = applications
    self.budget = budget
  }

  /// Checks 3 to 6 of a card whose parts agree, as far as they are the same for stripe and chip.
  func standing(
    of identity: CardIdentity
  ) async throws(CardVerificationError) -> CardRefusal? {
    guard let register else { return nil }
    let standing: CardStanding
    do {
      standing = try await register.status(of: identity)
    } catch {
      throw .register(error)
    }
    return switch standing {
    case .known: nil
    case .blocked(let reason): .blocked(reason)
    case .notIssued: .notIssued
    case .wrongSequence(let current): .wrongSequence(current: current)
    }
  }

  /// Whether the static code is the card's own; `nil` if the key store holds no key for its year.
  func isGenuine(
    _ code: StripeCode, of identity: CardIdentity, counter: RollingCounter? = nil
  ) async throws(CardVerificationError) -> Bool? {
    do {
      return try await code == .expected(for: identity, counter: counter, keys: keys)
    } catch {
      if case .unknownYear = error { return nil }
      throw .keys(error)
    }
  }
}
