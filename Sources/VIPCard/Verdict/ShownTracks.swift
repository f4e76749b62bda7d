public import MagneticStripe

/// The tracks of a swipe as they may be shown.
///
/// Of a track that does not begin as ours nothing is shown but that it was read and how long it is: no list
/// of payment schemes is complete, and a number that lost its first digits is on none. Of ours each character
/// of the anti-forgery code is a `•`: who finds a log must not be able to write the card.
public struct ShownTracks: Sendable, Equatable {
  /// The tracks themselves.
  public let tracks: StripeTracks
  let prefix: IssuerPrefix
  var showsCodes = false

  /// How many characters of an anti-forgery code end a track of ours.
  private static let codeLength = 12

  /// What is shown of one track that was read.
  enum Content: Equatable {
    case text(String)
    case length(Int)
  }

  func content(of data: TrackData) -> Content {
    guard TrackClaim.beginsAsOurs(data, prefix: prefix) else { return .length(data.count) }
    let open = showsCodes ? data.count : openCount(data)
    return data.withCharacters { characters in
      var text = ""
      for index in 0..<characters.count {
        text.append(index < open ? Character(Unicode.Scalar(characters[index])) : "•")
      }
      return .text(text)
    }
  }

  /// How many characters come before the code; where the layout is broken and the code may lie anywhere,
  /// those by which the track is ours.
  private func openCount(_ data: TrackData) -> Int {
    let isLaidOut =
      switch data.track {
      case .one, .two: if case .ours = TrackClaim(data, prefix: prefix) { true } else { false }
      case .three: RollingClaim(data) != nil
      }
    if isLaidOut { return data.count - Self.codeLength }
    return prefix.digits.utf8.count + (data.track == .one ? 1 : 0)
  }
}
