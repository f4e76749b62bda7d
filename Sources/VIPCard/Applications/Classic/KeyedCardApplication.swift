public import CardCrypto
public import SmartCard

/// A kind of chip that shows nothing before one of its keys fits, so that only keys can tell whether it
/// is ours, and of which year.
public protocol KeyedCardApplication: CardApplication {
  /// Looks for the application with the keys of every year that the store holds; `nil` when none
  /// fits.
  static func identify(
    on channel: any CardChannel, keys: any KeyStore
  ) async throws(ChipFailure) -> Self?
}

extension CardApplications {
  /// Probes the card, with keys where a kind cannot be told without; `nil` when it is none of the
  /// kinds.
  public func identify(
    on channel: any CardChannel, keys: any KeyStore
  ) async throws(ChipFailure) -> (any CardApplication)? {
    for kind in kinds {
      let found: (any CardApplication)? =
        if let keyed = kind as? any KeyedCardApplication.Type {
          try await keyed.identify(on: channel, keys: keys)
        } else {
          try await kind.identify(on: channel)
        }
      if let found { return found }
    }
    return nil
  }
}
