import Glibc
import SmartCard

/// The lines that arrive at a file descriptor: standard input, a terminal, a pipe.
///
/// Reading blocks, so it is done on a thread of its own. The thread ends when the lines do, or when
/// nobody waits for them any more. The descriptor stays the caller's to close, after that.
public struct FileLines: AsyncSequence, Sendable {
  /// A line without its end.
  public typealias Element = [UInt8]
  /// Waits for the next line.
  public typealias AsyncIterator = AsyncThrowingStream<[UInt8], any Error>.Iterator

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
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
    do {
      let stop = try StopSignal()
      continuation.onTermination = { _ in stop.raise() }
      try OwnedThread(name: "card-lines") {
        read(descriptor, lineEnd, until: stop, into: continuation)
      }.detach()
    } catch {
      continuation.finish(throwing: error)
    }
    return stream.makeAsyncIterator()
  }
}

/// Reads until the end, an error, or the signal.
private func read(
  _ descriptor: Int32, _ lineEnd: LineEnd, until stop: StopSignal,
  into continuation: AsyncThrowingStream<[UInt8], any Error>.Continuation
) {
  var splitter = LineSplitter(lineEnd)
  var buffer = [UInt8](repeating: 0, count: 4096)
  while stop.waits(for: descriptor) {
    let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR || errno == EAGAIN { continue }
    guard count >= 0 else {
      continuation.finish(throwing: CardReaderError.readFailed(errno: errno))
      return
    }
    guard count > 0 else { break }
    splitter.append(buffer.span.extracting(0..<count)) { continuation.yield($0) }
    for index in 0..<count { buffer[index] = 0 }
  }
  splitter.finish { continuation.yield($0) }
  continuation.finish()
}

/// A way to wake a thread that waits for input: a pipe that nobody writes to, and that is closed.
private final class StopSignal: Sendable {
  private let readEnd: Int32
  private let writeEnd: Int32
  private let isRaised = Guarded(false)

  init() throws(CardReaderError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .readFailed(errno: errno) }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    raise()
    close(readEnd)
  }

  func raise() {
    let isFirst = isRaised.with { isRaised in
      defer { isRaised = true }
      return !isRaised
    }
    if isFirst { close(writeEnd) }
  }

  /// Waits for input; `false` if the signal came first.
  func waits(for descriptor: Int32) -> Bool {
    // poll passes over a negative descriptor; read reports it.
    guard descriptor >= 0 else { return true }
    var waiting = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      let result = unsafe poll(&waiting, 2, -1)
      if result < 0, errno == EINTR { continue }
      return result >= 0 && waiting[1].revents == 0
    }
  }
}
