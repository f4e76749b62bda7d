/// The three tracks of one swipe of a card that is no payment card.
///
/// Made only by ``StripeRead``, after the payment card filter has seen every track.
public struct StripeTracks: Sendable, Equatable {
  /// Track 1.
  public let one: TrackRead
  /// Track 2.
  public let two: TrackRead
  /// Track 3.
  public let three: TrackRead
  /// The standard that the stripe follows; AAMVA and JIS cards are foreign.
  public let standard: StripeStandard

  init(one: TrackRead, two: TrackRead, three: TrackRead, standard: StripeStandard) {
    self.one = one
    self.two = two
    self.three = three
    self.standard = standard
  }

  /// One track by its number.
  public subscript(track: TrackNumber) -> TrackRead {
    switch track {
    case .one: one
    case .two: two
    case .three: three
    }
  }

  /// The tracks that were read, in order.
  public var readable: [TrackData] { TrackNumber.allCases.compactMap { self[$0].data } }

  /// Why tracks could not be read, by track.
  public var errors: [TrackNumber: TrackError] {
    var errors: [TrackNumber: TrackError] = [:]
    for track in TrackNumber.allCases { errors[track] = self[track].trackError }
    return errors
  }

  /// Whether no track holds anything.
  public var isBlank: Bool { TrackNumber.allCases.allSatisfy { self[$0] == .empty } }
}
