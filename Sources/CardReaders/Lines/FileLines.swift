import Glibc
import LinuxSystem

/// The lines that arrive at a file descriptor: standard input, a terminal, a pipe.
///
/// Reading blocks, so it is done on a thread of its own. The thread ends when the lines do, or when
/// nobody waits for them any more. The descriptor stays the caller's to close, after that.
public struct FileLines: AsyncSequence, Sendable {
  /// A line without its end.
  public typealias Element = [UInt8]
  /// Waits for the next line.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var lines: AsyncThrowingStream<HandedLine, any Error>.AsyncIterator

    /// The next line, `nil` behind the last one. It belongs to the caller alone, so that overwriting
    /// it overwrites the only copy.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(any Error) -> [UInt8]? {
      try await lines.next(isolation: actor)?.take()
    }
  }

  private let descriptor: Int32
  private let lineEnd: LineEnd

  /// Makes the lines of a descriptor.
  public init(descriptor: Int32, lineEnd: LineEnd = .any) {
    self.descriptor = descriptor
    self.lineEnd = lineEnd
  }

  /// Begins to read. Throws ``CardReaderError`` with code `readerInputFailed` from the iterator.
  public func makeAsyncIterator() -> AsyncIterator {
    let (descriptor, lineEnd) = (descriptor, lineEnd)
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: HandedLine.self)
    do throws(ThreadError) {
      let stop = try WakeSignal()
      continuation.onTermination = { _ in stop.raise() }
      try OwnedThread(name: "card-lines") {
        read(descriptor, lineEnd, until: stop, into: continuation)
      }.detach()
    } catch {
      continuation.finish(throwing: CardReaderError.readFailed(errno: error.errno))
    }
    return AsyncIterator(lines: stream.makeAsyncIterator())
  }
}

/// Reads until the end, an error, or the signal.
private func read(
  _ descriptor: Int32, _ lineEnd: LineEnd, until stop: WakeSignal,
  into continuation: AsyncThrowingStream<HandedLine, any Error>.Continuation
) {
  var splitter = LineSplitter(lineEnd)
  var buffer = [UInt8](repeating: 0, count: 4096)
  // One that nobody can wait for is read at once: that says what is wrong with it.
  while descriptor < 0 || stop.wait(for: descriptor) == .readable {
    let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR || errno == EAGAIN { continue }
    guard count >= 0 else {
      continuation.finish(throwing: CardReaderError.readFailed(errno: errno))
      return
    }
    guard count > 0 else { break }
    splitter.append(buffer.span.extracting(0..<count)) { continuation.yield(HandedLine(&$0)) }
    for index in 0..<count { buffer[index] = 0 }
  }
  splitter.finish { continuation.yield(HandedLine(&$0)) }
  continuation.finish()
}

/// A line on its way from the thread that reads to the one that waits.
///
/// The bytes are handed over, never shared: while the reading thread still held a line, overwriting it
/// on the other side would overwrite a copy and leave the line itself behind.
private final class HandedLine: Sendable {
  private let bytes = Guarded<[UInt8]>([])

  /// Takes the bytes out of `line`, which is empty afterwards.
  init(_ line: inout [UInt8]) {
    var taken: [UInt8] = []
    swap(&taken, &line)
    bytes.with { swap(&$0, &taken) }
  }

  /// Gives the bytes away.
  func take() -> [UInt8] {
    var given: [UInt8] = []
    bytes.with { swap(&$0, &given) }
    return given
  }
}
