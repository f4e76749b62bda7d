/// A source of card events: one stripe reader, or the PC/SC service with all of its readers.
///
/// The real device, the simulator and a test's own reader are equal implementations.
public protocol CardReader: Sendable {
  /// The kind of reader.
  var kind: ReaderKind { get }

  /// Everything that happens at the reader from now on: first that it is there, then what is in it,
  /// then what comes. The stream ends when the reader is gone for good or the task is cancelled.
  func events() -> AsyncStream<CardEvent>
}
