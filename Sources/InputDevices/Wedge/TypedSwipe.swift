/// What a reader typed for one swipe. The bytes overwrite themselves when the last holder lets go, and
/// never print.
public struct TypedSwipe: Sendable {
  private let storage: Storage
  /// Whether the reader fell silent before it ended the line.
  public let isCut: Bool
  /// When the last key was pressed.
  public let arrival: ContinuousClock.Instant

  /// Takes over a line without its end.
  public init(_ bytes: [UInt8], isCut: Bool, arrival: ContinuousClock.Instant = .now) {
    storage = Storage(bytes)
    self.isCut = isCut
    self.arrival = arrival
  }

  /// Lends the characters in ASCII, without the line end.
  public func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    storage.withBytes(body)
  }

  private final class Storage: @unchecked Sendable {
    private var bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
      let bytes = bytes
      return body(bytes.span)
    }

    deinit { for index in bytes.indices { bytes[index] = 0 } }
  }
}

extension TypedSwipe: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// No character of it: it is a card.
  public var description: String { "TypedSwipe(••••)" }

  /// As ``description``.
  public var debugDescription: String { description }

  /// No children.
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
