/// What every type that holds card data prints instead of it.
let concealment = "••••"

/// Card data: it overwrites itself when released and prints `••••` wherever a program might show
/// it by accident (interpolation, `print`, `dump`, debugger, test failures).
public protocol ConcealedCardData: Sendable, Equatable, CustomStringConvertible,
  CustomDebugStringConvertible, CustomReflectable
{
  /// The number of characters.
  var count: Int { get }

  /// Lends the ASCII characters for the length of `body`, without a copy.
  func withCharacters<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result

  /// A copy of the characters. The copy is an ordinary string: it is neither concealed nor
  /// overwritten, so ask for it only where the text must be shown.
  var characters: String { get }
}

extension ConcealedCardData {
  /// Always `••••`.
  public var description: String { concealment }

  /// Always `••••`.
  public var debugDescription: String { concealment }

  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
