/// Why a call was answered before its thread had done so.
package enum CallInterruption: Sendable {
  /// The deadline has passed.
  case late
  /// The task that waits was cancelled.
  case cancelled
  /// There is no thread that could keep the deadline; the work was not queued.
  case noThread(ThreadError)
}

extension Call {
  /// Has the work queued and waits for the answer: until the deadline, or until the task is cancelled.
  ///
  /// - Parameters:
  ///   - failure: What the task is told when it is answered early.
  ///   - interrupted: What else is to be done then, by how far the thread had got; called on another thread.
  ///   - queue: Hands the work to its thread.
  package func answer(
    within limit: Duration, _ failure: @escaping @Sendable (CallInterruption) -> Failure,
    interrupted: @escaping @Sendable (CallInterruption, Progress) -> Void = { _, _ in },
    _ queue: () -> Void
  ) async -> Outcome {
    let token: Deadlines.Token
    do throws(ThreadError) {
      token = try Deadlines.shared.set(after: limit) {
        interrupted(.late, self.abandon(failure(.late)))
      }
    } catch {
      return .failure(failure(.noThread(error)))
    }
    defer { Deadlines.shared.clear(token) }
    return await withTaskCancellationHandler {
      await answer(queue)
    } onCancel: {
      interrupted(.cancelled, abandon(failure(.cancelled)))
    }
  }
}
