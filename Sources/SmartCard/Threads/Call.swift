/// One piece of work that a task waits for; it is answered exactly once, by whoever comes first.
final class Call<Value: Sendable>: Sendable {
  typealias Outcome = Result<Value, SmartCardError>

  enum Progress: Sendable {
    case queued
    case running
    case finished
  }

  private struct State: Sendable {
    var progress = Progress.queued
    var continuation: CheckedContinuation<Outcome, Never>?
    /// The answer, when it came before anyone waited.
    var early: Outcome?
    var isAnswered = false
  }

  private let state = Guarded(State())

  /// Takes the continuation; `false` if the answer is already there and was given.
  func wait(with continuation: CheckedContinuation<Outcome, Never>) -> Bool {
    let early = state.with { state in
      if state.early == nil { state.continuation = continuation }
      return state.early
    }
    guard let early else { return true }
    continuation.resume(returning: early)
    return false
  }

  /// The thread takes the work up; `false` if nobody wants it any more.
  func begin() -> Bool {
    state.with { state in
      guard !state.isAnswered else {
        state.progress = .finished
        return false
      }
      state.progress = .running
      return true
    }
  }

  /// The thread is done.
  func finish(_ outcome: Outcome) {
    state.with { $0.progress = .finished }
    answer(outcome)
  }

  /// Answers before the thread does, and says how far that is.
  @discardableResult
  func abandon(_ error: SmartCardError) -> Progress {
    answer(.failure(error))
    return state.with { $0.progress }
  }

  var hasFinished: Bool { state.with { $0.progress == .finished } }

  private func answer(_ outcome: Outcome) {
    let continuation = state.with { state -> CheckedContinuation<Outcome, Never>? in
      guard !state.isAnswered else { return nil }
      state.isAnswered = true
      if state.continuation == nil { state.early = outcome }
      return state.continuation.take()
    }
    continuation?.resume(returning: outcome)
  }
}
