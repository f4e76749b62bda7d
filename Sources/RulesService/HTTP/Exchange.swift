import LinuxSystem
import Synchronization

/// What a service answered.
struct Answer: Sendable {
  var status: Int
  /// The media type as the service named it; empty if it named none.
  var type: String
  var body: [UInt8]

  /// Whether the service says that this is JSON (RFC 8259, and `+json` of RFC 6839).
  var isJSON: Bool {
    let name = type.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    return name == "application/json" || name.hasPrefix("application/") && name.hasSuffix("+json")
  }
}

/// One question to a service, with all its attempts: whoever ends it first decides how it ended.
final class Exchange: Sendable {
  private struct State {
    /// Set once; every later attempt ends with it at once.
    var ended: (any Error)?
    var waiting: Call<Answer, any Error>?
    var stop: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// Starts an attempt and waits for its answer.
  ///
  /// - Parameter start: starts the attempt and returns what stops it.
  func attempt(_ start: () -> @Sendable () -> Void) async throws -> Answer {
    let call = Call<Answer, any Error>()
    return try await withTaskCancellationHandler {
      await call.answer {
        let ended = state.withLock { state -> (any Error)? in
          if state.ended == nil { state.waiting = call }
          return state.ended
        }
        if let ended {
          call.abandon(ended)
          return
        }
        let stop = start()
        let isEnded = state.withLock { state in
          state.stop = stop
          return state.ended != nil
        }
        if isEnded { stop() }
      }
    } onCancel: {
      end(throwing: CancellationError())
    }.get()
  }

  /// Ends the attempt that is under way; one that was ended already stays so.
  func finish(_ result: Result<Answer, any Error>) {
    let waiting = state.withLock { state in
      defer { (state.waiting, state.stop) = (nil, nil) }
      return state.waiting
    }
    waiting?.finish(result)
  }

  /// Ends the exchange: the attempt under way is stopped, and there will be no other.
  func end(throwing error: any Error) {
    let (waiting, stop) = state.withLock { state in
      if state.ended == nil { state.ended = error }
      defer { (state.waiting, state.stop) = (nil, nil) }
      return (state.waiting, state.stop)
    }
    stop?()
    waiting?.abandon(error)
  }
}
