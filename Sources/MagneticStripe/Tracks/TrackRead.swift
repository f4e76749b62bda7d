/// What became of one track in one swipe.
public enum TrackRead: Sendable, Equatable {
  /// The track was read.
  case ok(TrackData)
  /// The track holds nothing, or the reader does not read it.
  case empty
  /// The track holds something that could not be read, and why.
  case error(TrackError)

  /// The data, if the track was read.
  public var data: TrackData? {
    guard case .ok(let data) = self else { return nil }
    return data
  }

  /// Why the track could not be read, if it could not.
  public var trackError: TrackError? {
    guard case .error(let error) = self else { return nil }
    return error
  }
}
