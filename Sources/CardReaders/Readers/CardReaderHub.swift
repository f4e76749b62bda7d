/// All readers of a lane as one stream of events.
///
/// Events of one reader keep their order; between readers they come as they happen.
public struct CardReaderHub: Sendable {
  /// The readers.
  public let readers: [any CardReader]

  /// Makes a hub of readers.
  public init(_ readers: [any CardReader]) {
    self.readers = readers
  }

  /// The events of every reader. The stream ends when every reader's has ended, and stops them all
  /// when it is cancelled or dropped.
  public func events() -> AsyncStream<CardEvent> {
    let readers = readers
    return .reading { report in
      await withTaskGroup(of: Void.self) { group in
        for reader in readers {
          group.addTask {
            for await event in reader.events() { report(event) }
          }
        }
      }
    }
  }
}
