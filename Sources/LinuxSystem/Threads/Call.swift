/// One piece of work that a task waits for; it is answered exactly once, by whoever comes first.
///
/// It is the one way by which a result goes from a thread of ours to a task: the answer lies behind the
/// lock, and the continuation only wakes the task up. So one can see, and a thread sanitizer does, that all
/// that the thread has done comes before all that the task does: it does not look into the concurrency
/// runtime.
package final class Call<Value: Sendable, Failure: Error>: Sendable {
  package typealias Outcome = Result<Value, Failure>

  /// How far the work is.
  package enum Progress: Sendable {
    case queued
    case running
    case finished
  }

  private struct State: Sendable {
    var progress = Progress.queued
    var waiter: CheckedContinuation<Void, Never>?
    var outcome: Outcome?
    var isAnswered = false
  }

  private let state = Guarded(State())

  package init() {}

  /// Has the work queued, unless it was answered before, and waits for the answer. Called once.
  package func answer(_ queue: () -> Void = {}) async -> Outcome {
    await withCheckedContinuation { continuation in
      let isAnswered = state.with { state in
        if !state.isAnswered { state.waiter = continuation }
        return state.isAnswered
      }
      if isAnswered { continuation.resume() } else { queue() }
    }
    guard let outcome = state.with({ $0.outcome.take() }) else {
      preconditionFailure("The answer to a call is taken twice.")
    }
    return outcome
  }

  /// The thread takes the work up; `false` if nobody wants it any more.
  package func begin() -> Bool {
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
  package func finish(_ outcome: Outcome) {
    state.with { $0.progress = .finished }
    give(outcome)
  }

  /// The thread does the work from its beginning to its end, unless nobody wants it any more.
  package func carryOut(_ work: () throws(Failure) -> Value) {
    guard begin() else { return }
    do throws(Failure) { finish(.success(try work())) } catch { finish(.failure(error)) }
  }

  /// Answers before the thread does, and says how far that is.
  @discardableResult
  package func abandon(_ error: Failure) -> Progress {
    give(.failure(error))
    return state.with { $0.progress }
  }

  package var hasBegun: Bool { state.with { $0.progress != .queued } }
  package var hasFinished: Bool { state.with { $0.progress == .finished } }

  private func give(_ outcome: Outcome) {
    let waiter = state.with { state -> CheckedContinuation<Void, Never>? in
      guard !state.isAnswered else { return nil }
      state.isAnswered = true
      state.outcome = outcome
      return state.waiter.take()
    }
    waiter?.resume()
  }
}
