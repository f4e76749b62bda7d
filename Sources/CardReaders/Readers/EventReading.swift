extension AsyncStream where Element == CardEvent {
  /// A stream of what `body` reports. It ends when `body` does, and ends `body` when it is dropped.
  static func reading(
    _ body: @escaping @Sendable (_ report: @escaping @Sendable (CardEvent) -> Void) async -> Void
  ) -> AsyncStream<CardEvent> {
    let (stream, continuation) = makeStream(of: CardEvent.self)
    let reading = Task {
      await body { continuation.yield($0) }
      continuation.finish()
    }
    continuation.onTermination = { _ in reading.cancel() }
    return stream
  }
}
