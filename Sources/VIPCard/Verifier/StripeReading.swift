import MagneticStripe

/// The first two checks on a swipe, and whether its tracks agree: no key and no date is needed for them.
enum StripeReading {
  /// One of ours, as it says.
  case claimed(StripeClaim)
  /// Not to be judged further.
  case refused(CardKind, CardRefusal)

  init(_ tracks: StripeTracks, prefix: IssuerPrefix) {
    let known = tracks.standard != .aamva && tracks.standard != .jis
    guard known else {
      self = .refused(.foreign, .foreign)
      return
    }
    let claims = [TrackNumber.one, .two].compactMap { number in
      tracks[number].data.map { (number, TrackClaim($0, prefix: prefix)) }
    }
    guard !claims.isEmpty else {
      self = Self.withoutIdentity(tracks, prefix: prefix)
      return
    }
    if let (number, _) = claims.first(where: { $0.1 == .broken }) {
      self = .refused(.unreadable, .unreadable(.layout(number)))
      return
    }
    let ours = claims.compactMap { claim in
      if case .ours(let value) = claim.1 { value } else { nil }
    }
    guard let first = ours.first else {
      self = .refused(.foreign, .foreign)
      return
    }
    guard ours.count == claims.count, ours.allSatisfy({ $0 == first }) else {
      self = .refused(.vip, .misreadDisagreement)
      return
    }
    self = .claimed(first)
  }

  /// A swipe of which neither track 1 nor track 2 was read.
  private static func withoutIdentity(_ tracks: StripeTracks, prefix: IssuerPrefix) -> Self {
    // Track 2 is the one that every card of ours has.
    for number in [TrackNumber.two, .one, .three] {
      if let error = tracks[number].trackError {
        return .refused(.unreadable, .unreadable(.track(number, error)))
      }
    }
    guard let third = tracks.three.data else {
      return .refused(.unreadable, .unreadable(.blank))
    }
    return TrackClaim.beginsAsOurs(third, prefix: prefix)
      ? .refused(.unreadable, .unreadable(.layout(.two))) : .refused(.foreign, .foreign)
  }
}
