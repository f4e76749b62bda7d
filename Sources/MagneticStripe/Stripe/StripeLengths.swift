/// How many characters each track held between its sentinels; 0 where nothing was read.
public struct StripeLengths: Sendable, Hashable {
  /// Characters on track 1.
  public let one: Int
  /// Characters on track 2.
  public let two: Int
  /// Characters on track 3.
  public let three: Int

  /// Makes the lengths.
  public init(one: Int, two: Int, three: Int) {
    self.one = one
    self.two = two
    self.three = three
  }

  /// The length of one track.
  public subscript(track: TrackNumber) -> Int {
    switch track {
    case .one: one
    case .two: two
    case .three: three
    }
  }
}
