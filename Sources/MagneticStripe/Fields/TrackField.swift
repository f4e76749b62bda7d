/// A part of a track, such as the discretionary data: overwritten when released, printed as `••••`.
public struct TrackField: ConcealedCardData {
  let storage: ZeroingBytes

  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    storage = ZeroingBytes(bytes, range)
  }

  public var count: Int { storage.count }

  public func withCharacters<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.withBytes(body)
  }

  public var characters: String { storage.text(0..<storage.count) }

  public static func == (left: Self, right: Self) -> Bool {
    left.storage.holdsSame(as: right.storage)
  }
}
