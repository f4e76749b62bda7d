public import MagneticStripe

/// What an encoder writes on a card's stripe.
///
/// Track 1 is `V` number `^ /^` YY12 701 S code, track 2 number `=` YY12 701 S code, and track 3, only
/// where lanes have an encoder, number `=` counter code. Track 2 has room for a number of 16 digits
/// (40 characters with sentinels and LRC); a longer number goes on the other tracks only.
public struct IssuedStripe: Sendable, Equatable {
  private let tracks: [TrackNumber: TrackData]

  init(
    _ identity: CardIdentity, code: StripeCode, rolling: (RollingCounter, StripeCode)?
  ) {
    let number = identity.number.digits
    let year = String(identity.year.rawValue).suffix(2)
    let rest =
      "\(year)\(TrackClaim.expiryMonth)\(TrackClaim.serviceCode)\(identity.sequence)\(code.digits)"
    var characters: [TrackNumber: String] = [
      .one: "V\(number)^ /^\(rest)", .two: "\(number)=\(rest)",
    ]
    if let (counter, code) = rolling {
      characters[.three] = "\(number)=\(counter.digits)\(code.digits)"
    }
    // A track refuses what is too long for it.
    var tracks: [TrackNumber: TrackData] = [:]
    for (track, text) in characters {
      tracks[track] = try? TrackData(track: track, characters: text)
    }
    self.tracks = tracks
  }

  /// The data of one track, between the sentinels; `nil` for a track that is left blank.
  public subscript(track: TrackNumber) -> TrackData? { tracks[track] }

  /// A track as an encoder takes it, with sentinels and LRC: `;9156…?9`. An ordinary string: show it
  /// to nobody but the encoder.
  public func encoded(_ track: TrackNumber) -> String? {
    guard let data = tracks[track] else { return nil }
    let format = TrackFormat.iso(track)
    let check = data.withCharacters { format.redundancyCheck(over: $0) }
    let ends = [format.startSentinel, format.endSentinel, check].map {
      String(Unicode.Scalar($0))
    }
    return ends[0] + data.characters + ends[1] + ends[2]
  }
}
