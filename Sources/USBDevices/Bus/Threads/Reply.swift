import Synchronization

/// What a task waits for; it is answered exactly once, by whoever comes first.
final class Reply<Value: Sendable>: Sendable {
  typealias Answer = Result<Value, USBError>

  private struct State: Sendable {
    var answer: Answer?
    var continuation: CheckedContinuation<Answer, Never>?
  }

  private let state = Mutex(State())

  /// Begins something and waits for the answer.
  func value(_ begin: () -> Void) async -> Answer {
    await withCheckedContinuation { continuation in
      let early = state.withLock { state in
        if state.answer == nil { state.continuation = continuation }
        return state.answer
      }
      if let early { return continuation.resume(returning: early) }
      begin()
    }
  }

  /// Gives the answer, unless there is one already.
  func answer(_ answer: Answer) {
    let waiting = state.withLock { state -> CheckedContinuation<Answer, Never>? in
      guard state.answer == nil else { return nil }
      state.answer = answer
      return state.continuation.take()
    }
    waiting?.resume(returning: answer)
  }

  /// Whether somebody has answered.
  var isAnswered: Bool { state.withLock { $0.answer != nil } }
}
