/// The characters of one track between its sentinels: overwritten when released, printed as `••••`.
///
/// Start sentinel, end sentinel and LRC are not part of it. Letters are in upper case.
public struct TrackData: ConcealedCardData {
  /// The track that the data were read from, or are meant for.
  public let track: TrackNumber
  let storage: ZeroingBytes

  init(track: TrackNumber, storage: ZeroingBytes) {
    self.track = track
    self.storage = storage
  }

  /// Takes the characters between the sentinels as text, for encoding a card or for tests.
  ///
  /// Throws ``TrackError/character(position:)`` for one that the track cannot hold, and
  /// ``TrackError/tooLong(maximum:)`` for more than fit between its sentinels.
  public init(track: TrackNumber, characters: String) throws(TrackError) {
    let bytes = [UInt8](characters.utf8)
    let format = TrackFormat.iso(track)
    try format.checkData(bytes.span, 0..<bytes.count)
    self.init(
      track: track, storage: ZeroingBytes(bytes.span, 0..<bytes.count, transform: format.folded))
  }

  /// The number of characters between the sentinels.
  public var count: Int { storage.count }

  /// Lends the ASCII characters for the length of `body`, without a copy.
  public func withCharacters<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.withBytes(body)
  }

  /// A copy of the characters, neither concealed nor overwritten.
  public var characters: String { storage.text(0..<storage.count) }

  /// Whether both are of the same track and hold the same characters.
  public static func == (left: Self, right: Self) -> Bool {
    left.track == right.track && left.storage.holdsSame(as: right.storage)
  }
}
