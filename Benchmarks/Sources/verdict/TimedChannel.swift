import SmartCard
import Synchronization

/// A channel that adds up the time that it takes: the reader, pcscd and the card.
final class TimedChannel: CardChannel {
  private let inner: any CardChannel
  private let total = Mutex<(time: Duration, count: Int)>((.zero, 0))

  init(_ inner: any CardChannel) { self.inner = inner }

  /// Milliseconds and commands since the last time that this was asked.
  func take() -> (milliseconds: Double, commands: Int) {
    total.withLock { total in
      defer { total = (.zero, 0) }
      return (total.time / .milliseconds(1), total.count)
    }
  }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    let start = ContinuousClock.now
    defer {
      let time = ContinuousClock.now - start
      total.withLock { $0 = ($0.time + time, $0.count + 1) }
    }
    return try await inner.transmit(command)
  }
}
