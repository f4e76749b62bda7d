import LinuxSystem

extension CardThread {
  /// Does work on the thread and waits for it, no longer than the deadline, and behind other work no
  /// longer than `patience`.
  ///
  /// Throws what the work throws, ``SmartCardError/Reason/timedOut``,
  /// ``SmartCardError/Reason/cancelled`` or ``SmartCardError/Reason/connectionClosed``: the last, however
  /// slow the machine, whenever the connection was over before the call was made.
  func perform<Value: Sendable>(
    within deadline: Duration, behindOthers patience: Duration? = nil, reader: String,
    _ work: @escaping @Sendable (inout PCSCCard?) throws(SmartCardError) -> Value
  ) async throws(SmartCardError) -> Value {
    if isHere, isCuttable {
      return try await performInPlace(within: deadline, reader: reader, work)
    }
    guard !isOver else { throw SmartCardError(.connectionClosed, reader: reader) }
    let call = Call<Value, SmartCardError>()
    let limit = try patience.map { patience throws(SmartCardError) in
      try SmartCardError.threaded { () throws(ThreadError) in
        try Deadlines.shared.set(after: patience) {
          // A thread that is about to take the work up is merely slow, as on a busy machine.
          if !call.hasBegun, self.isBusy { call.abandon(.init(.timedOut, reader: reader)) }
        }
      }
    }
    defer { if let limit { Deadlines.shared.clear(limit) } }
    let outcome = await call.answer(within: deadline) {
      SmartCardError(interrupted: $0, reader: reader)
    } interrupted: { reason, progress in
      guard progress == .running else { return }
      switch reason {
      case .cancelled:
        // A call that is nearly done may end by itself; the connection then stays good.
        self.afterGrace { if !call.hasFinished { self.giveUp() } }
      // What the card does by now is of no use to anyone: end it.
      case .late, .noThread: self.giveUp()
      }
    } _: {
      enqueue { card in
        call.carryOut { () throws(SmartCardError) in
          guard !self.state.with({ $0.isBroken }) else {
            throw SmartCardError(.connectionClosed, reader: reader)
          }
          return try work(&card)
        }
      }
    }
    return try outcome.get()
  }

  /// Does something a moment after a cancellation.
  private func afterGrace(_ action: @escaping @Sendable () -> Void) {
    do throws(ThreadError) { _ = try Deadlines.shared.set(after: Self.grace, action) } catch {
      action()
    }
  }

  /// Does work at once, for a task that is on the thread already.
  ///
  /// It waits for the card; the deadline, and a cancellation after the grace, end the wait by cutting
  /// the socket.
  private func performInPlace<Value: Sendable>(
    within deadline: Duration, reader: String,
    isolation: isolated (any Actor)? = #isolation,
    _ work: (inout PCSCCard?) throws(SmartCardError) -> Value
  ) async throws(SmartCardError) -> Value {
    guard !Task.isCancelled else { throw SmartCardError(.cancelled, reader: reader) }
    let number = beginInPlace()
    let token = try SmartCardError.threaded { () throws(ThreadError) in
      try Deadlines.shared.set(after: deadline) { self.giveUp(number, .timedOut) }
    }
    defer { Deadlines.shared.clear(token) }
    let result = await withTaskCancellationHandler {
      // It is isolated as its caller is: the closure does not leave the thread.
      _ = isolation
      return carryOut(work)
    } onCancel: {
      afterGrace { self.giveUp(number, .cancelled) }
    }
    if let verdict = endInPlace() { throw SmartCardError(verdict, reader: reader) }
    return try result.get()
  }

  private func carryOut<Value: Sendable>(
    _ work: (inout PCSCCard?) throws(SmartCardError) -> Value
  ) -> Result<Value, SmartCardError> {
    do throws(SmartCardError) { return .success(try unsafe work(&holder.card)) } catch {
      return .failure(error)
    }
  }

  /// Whether a call that hangs can be ended from outside, so that it may be made in place.
  private var isCuttable: Bool {
    state.quietly(wakeIf: { _ in false }) { $0.socket != nil && !$0.isBroken && !$0.isClosing }
  }

  /// Whether nothing more is sent over this connection.
  private var isOver: Bool {
    state.quietly(wakeIf: { _ in false }) { $0.hasEnded || $0.isClosing || $0.isBroken }
  }

  /// Whether the thread is at work, by the queue or in place.
  private var isBusy: Bool { state.with { $0.isBusy || $0.current != nil } }

  /// Begins a call that is made in place, and gives its number.
  private func beginInPlace() -> UInt64 {
    state.quietly(wakeIf: { _ in false }) { state in
      state.calls += 1
      state.current = (state.calls, nil)
      return state.calls
    }
  }

  /// Ends a call that was made in place; says why, if it was given up.
  private func endInPlace() -> SmartCardError.Reason? {
    state.quietly(wakeIf: { _ in false }) { state in
      defer { state.current = nil }
      return state.current?.verdict
    }
  }

  /// Ends a call that is made in place, if it is still going on.
  private func giveUp(_ number: UInt64, _ reason: SmartCardError.Reason) {
    let isCurrent = state.with { state in
      guard state.current?.number == number, state.current?.verdict == nil else { return false }
      state.current?.verdict = reason
      return true
    }
    if isCurrent { giveUp() }
  }
}
