import FlyingSocks
import Foundation

/// Bytes of an answer that end in a way of their own.
struct FaultyBytes: AsyncBufferedSequence {
  typealias Element = UInt8

  /// What follows the bytes.
  enum End: Sendable {
    /// The connection breaks.
    case torn
    /// Nothing, for ever.
    case silence
    /// The same bytes again, for ever.
    case endless
  }

  struct Torn: Error {}

  var bytes: [UInt8]
  var end: End

  func makeAsyncIterator() -> Iterator { Iterator(bytes: bytes, end: end) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var bytes: [UInt8]
    var end: End
    private var isSent = false

    init(bytes: [UInt8], end: End) {
      self.bytes = bytes
      self.end = end
    }

    mutating func next() async throws -> UInt8? {
      try await nextBuffer(suggested: 1)?.first
    }

    mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
      guard isSent, end != .endless else {
        isSent = true
        return bytes
      }
      if end == .silence { await Silence.wait() }
      throw Torn()
    }
  }
}

/// Waiting for something that never comes, until the task is cancelled.
enum Silence {
  static func wait() async {
    for await _ in AsyncStream<Never>.makeStream().stream {}
  }
}
