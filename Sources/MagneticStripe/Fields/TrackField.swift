/// A part of a track, such as the discretionary data: overwritten when released, printed as `••••`.
public struct TrackField: ConcealedCardData {
  let storage: ZeroingBytes

  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    storage = ZeroingBytes(bytes, range)
  }

  /// The number of characters.
  public var count: Int { storage.count }

  /// Lends the ASCII characters for the length of `body`, without a copy.
  public func withCharacters<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.withBytes(body)
  }

  /// A copy of the characters, neither concealed nor overwritten.
  public var characters: String { storage.text(0..<storage.count) }

  /// Whether both hold the same characters.
  public static func == (left: Self, right: Self) -> Bool {
    left.storage.holdsSame(as: right.storage)
  }
}
