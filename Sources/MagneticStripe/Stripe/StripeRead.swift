/// One swipe of one card.
///
/// A payment card is told apart while it is being read: of such a card only lengths ever come into
/// being here, so that no buffer, log or event further up can keep its data.
public enum StripeRead: Sendable, Equatable {
  /// A card that is no payment card, or one of which nothing could be read.
  case card(StripeTracks)
  /// Somebody's payment card. Its data are gone already.
  case paymentCard(StripeLengths)

  /// Puts the tracks of one swipe together, and drops them all if one is a payment card's.
  ///
  /// - Parameters:
  ///   - one: what became of track 1.
  ///   - two: what became of track 2.
  ///   - three: what became of track 3.
  ///   - standard: what the reader says of the layout; `nil` to judge by the tracks.
  ///   - filter: what counts as a payment card.
  public init(
    one: TrackRead, two: TrackRead, three: TrackRead, standard: StripeStandard? = nil,
    filter: PaymentCardFilter = .standard
  ) {
    let reads = [one, two, three]
    if reads.contains(where: { $0.data.map(filter.isPaymentCard) ?? false }) {
      self = .paymentCard(
        StripeLengths(
          one: one.data?.count ?? 0, two: two.data?.count ?? 0, three: three.data?.count ?? 0))
    } else {
      self = .card(
        StripeTracks(
          one: one, two: two, three: three,
          standard: standard ?? .judged(one: one, two: two, three: three)))
    }
  }

  /// The tracks, unless it was a payment card.
  public var tracks: StripeTracks? {
    guard case .card(let tracks) = self else { return nil }
    return tracks
  }

  /// How many characters were read from each track.
  public var lengths: StripeLengths {
    switch self {
    case .card(let tracks):
      StripeLengths(
        one: tracks.one.data?.count ?? 0, two: tracks.two.data?.count ?? 0,
        three: tracks.three.data?.count ?? 0)
    case .paymentCard(let lengths): lengths
    }
  }
}
