import Foundation

/// A thread of our own for calls that block, so that the cooperative pool never does.
///
/// Work is done one piece after the other, in the order in which it was given.
final class WorkerThread: Sendable {
  private let queue = Queue()

  /// Starts the thread.
  init(name: String) {
    let queue = queue
    let thread = Thread { queue.run() }
    thread.name = name
    thread.start()
  }

  /// The thread ends once the work that was given is done.
  deinit { queue.close() }

  /// Does a piece of work on the thread and gives its result back.
  func run<Success: Sendable, Failure: Error>(
    _ work: @escaping @Sendable () throws(Failure) -> Success
  ) async throws(Failure) -> Success {
    let result: Result<Success, Failure> = await withCheckedContinuation { continuation in
      queue.add { continuation.resume(returning: Result(catching: work)) }
    }
    return try result.get()
  }

  /// The work that waits; every access is under the condition's lock.
  private final class Queue: @unchecked Sendable {
    private let condition = NSCondition()
    private var pieces: [@Sendable () -> Void] = []
    private var isClosed = false

    func add(_ piece: @escaping @Sendable () -> Void) {
      condition.withLock { pieces.append(piece) }
      condition.signal()
    }

    func close() {
      condition.withLock { isClosed = true }
      condition.signal()
    }

    func run() {
      while let piece = next() { piece() }
    }

    private func next() -> (@Sendable () -> Void)? {
      condition.lock()
      defer { condition.unlock() }
      while pieces.isEmpty, !isClosed { condition.wait() }
      return pieces.isEmpty ? nil : pieces.removeFirst()
    }
  }
}
