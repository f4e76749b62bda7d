/// A thread of our own for calls that block, done one after the other in the order in which they were given.
///
/// It starts with the first piece of work, and ends once nobody holds it and the work that was given is done.
package final class QueueThread: Sendable {
  private struct State: Sendable {
    var queue: [@Sendable () -> Void] = []
    var isServed = false
    var isClosing = false
  }

  private let state = Guarded(State())
  private let name: String

  /// Names the thread; the kernel shows the first 15 bytes.
  package init(name: String) { self.name = name }

  deinit { state.with { $0.isClosing = true } }

  /// Does work on the thread and waits for it, without blocking, for as long as it takes.
  package func run<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable () throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let call = Call<Value, Failure>()
    let outcome = await call.answer { enqueue { call.carryOut(work) } }
    return try outcome.get()
  }

  /// The same, no longer than a limit and no longer than the task wants it.
  ///
  /// A call that hangs cannot be ended from outside: who comes later waits behind it, each up to a limit of
  /// their own. Work that has not begun when its caller was answered is not done.
  package func run<Value: Sendable, Failure: Error>(
    within limit: Duration, _ failure: @escaping @Sendable (CallInterruption) -> Failure,
    _ work: @escaping @Sendable () throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let call = Call<Value, Failure>()
    let outcome = await call.answer(within: limit, failure) { enqueue { call.carryOut(work) } }
    return try outcome.get()
  }

  private func enqueue(_ work: @escaping @Sendable () -> Void) {
    let needsThread = state.with { state in
      state.queue.append(work)
      defer { state.isServed = true }
      return !state.isServed
    }
    guard needsThread else { return }
    let state = state
    do throws(ThreadError) {
      try OwnedThread(name: name) { Self.serve(state, endsWhenEmpty: false) }.detach()
    } catch {
      // Without a thread it blocks here, which is slow but right.
      Self.serve(state, endsWhenEmpty: true)
    }
  }

  private static func serve(_ state: Guarded<State>, endsWhenEmpty: Bool) {
    while true {
      let next = state.wait { state -> (@Sendable () -> Void)?? in
        if !state.queue.isEmpty { return .some(state.queue.removeFirst()) }
        guard state.isClosing || endsWhenEmpty else { return nil }
        state.isServed = false
        return .some(nil)
      }
      guard case .some(.some(let work)) = next else { return }
      work()
    }
  }
}
