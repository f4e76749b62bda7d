import Synchronization

/// What a service answered.
struct Answer: Sendable {
  var status: Int
  var body: [UInt8]
}

/// One question to a service, with all its attempts: whoever ends it first decides how it ended.
final class Exchange: Sendable {
  private struct State {
    /// Set once; every later attempt ends with it at once.
    var ended: (any Error)?
    var waiting: CheckedContinuation<Answer, any Error>?
    var stop: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// Starts an attempt and waits for its answer.
  ///
  /// - Parameter start: starts the attempt and returns what stops it.
  func attempt(_ start: () -> @Sendable () -> Void) async throws -> Answer {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let ended = state.withLock { state -> (any Error)? in
          if state.ended == nil { state.waiting = continuation }
          return state.ended
        }
        if let ended {
          continuation.resume(throwing: ended)
          return
        }
        let stop = start()
        let isOver = state.withLock { state in
          state.stop = stop
          return state.ended != nil
        }
        if isOver { stop() }
      }
    } onCancel: {
      end(throwing: CancellationError())
    }
  }

  /// Ends the attempt that is under way; one that was ended already stays so.
  func finish(_ result: Result<Answer, any Error>) {
    let waiting = state.withLock { state in
      defer { (state.waiting, state.stop) = (nil, nil) }
      return state.waiting
    }
    waiting?.resume(with: result)
  }

  /// Ends the exchange: the attempt under way is stopped, and there will be no other.
  func end(throwing error: any Error) {
    let (waiting, stop) = state.withLock { state in
      defer { (state.waiting, state.stop) = (nil, nil) }
      if state.ended == nil { state.ended = error }
      return (state.waiting, state.stop)
    }
    stop?()
    waiting?.resume(throwing: error)
  }
}
