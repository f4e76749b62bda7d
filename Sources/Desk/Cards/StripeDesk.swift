package import CardCrypto
package import MagneticStripe
package import VIPCard

/// The desk that makes stripes: keys with the right to issue, register and stock.
package struct StripeDesk: Sendable {
  let keys: any IssuingKeyStore
  let books: CardBooks?

  package init(keys: any IssuingKeyStore, books: CardBooks?) {
    self.keys = keys
    self.books = books
  }

  /// Makes the tracks of a card.
  ///
  /// What can be refused is refused first, and the card is in the books before anybody has its tracks.
  ///
  /// - Parameter counter: the rolling counter of track 3; `nil` makes none.
  package func issue(
    _ identity: CardIdentity, counter: RollingCounter? = nil
  ) async throws -> IssuedTracks {
    try await books?.check(identity)
    let stripe = try await CardIssuer(keys: keys).stripe(for: identity, counter: counter)
    let isRegistered = try await books?.enter(identity, counter: counter)
    return IssuedTracks(
      card: identity,
      tracks: TrackNumber.allCases.reduce(into: [:]) { $0[$1] = stripe.encoded($1) },
      isRegistered: isRegistered)
  }
}

/// The tracks of a card as they go onto the stripe, with sentinels and LRC. Who has them can make the card.
package struct IssuedTracks: Sendable {
  package let card: CardIdentity
  package let tracks: [TrackNumber: String]
  /// Whether the card is in the register, where there is one; `false` for a number that nobody holds yet.
  package let isRegistered: Bool?
}
