/// The thread of one connected card: it alone touches the card's handle.
///
/// Work is queued and done in order. Every piece has a deadline; when that passes, or the task that
/// waits is cancelled, the caller is answered at once. Work that the card keeps hanging is ended by
/// cutting the socket to pcscd, and the connection with it; work that has not begun is dropped.
///
/// It is also the executor of ``CardThreadActor``: what runs there is between the pieces of work, and
/// its own calls to the card cost no change of threads.
final class CardThread: SerialExecutor {
  typealias Work = @Sendable (inout PCSCCard?) -> Void

  private enum Item: Sendable {
    case work(Work)
    case job(UnownedJob)
  }

  private struct State: Sendable {
    var queue: [Item] = []
    var isClosing = false
    /// Set once a call was given up: nothing more is sent over this connection.
    var isBroken = false
    var hasEnded = false
    /// Set while the end of the process has to wait for this thread.
    var holdsGate = false
    var socket: ServiceSocket?
    /// The call that is made in place, without the queue, and why it was given up.
    var current: (number: UInt64, verdict: SmartCardError.Reason?)?
    var calls: UInt64 = 0
  }

  /// Touched by the thread alone.
  fileprivate final class Holder {
    var card: PCSCCard?
  }

  private let state = Guarded(State())
  fileprivate nonisolated(unsafe) let holder = Holder()
  private let name: String
  /// How long a call may go on after its task was cancelled, before the connection is given up.
  fileprivate static let grace = Duration.milliseconds(250)

  init(reader: String) throws(SmartCardError) {
    name = "card-\(reader.suffix(9))"
    try OwnedThread(name: name) { [self] in run() }.detach()
  }

  private func run() {
    while let item = next() {
      switch item {
      case .work(let work): unsafe work(&holder.card)
      case .job(let job): unsafe job.runSynchronously(on: asUnownedSerialExecutor())
      }
      // A connection that was given up is released at once, whatever else there is to do.
      if state.quietly(wakeIf: { _ in false }, { $0.isBroken }) { unsafe holder.card = nil }
    }
  }

  /// The next thing to do; `nil` when there is nothing more and the thread is to end.
  private func next() -> Item? {
    while true {
      let next = state.wait { state -> Item?? in
        if !state.queue.isEmpty { return .some(state.queue.removeFirst()) }
        return state.isClosing || state.isBroken ? .some(nil) : nil
      }
      if case .some(.some(let item)) = next { return item }
      unsafe holder.card = nil
      // Something may have come while the card was released.
      let (isOver, holdsGate) = state.with { state in
        guard state.queue.isEmpty else { return (false, false) }
        state.hasEnded = true
        state.isBroken = true
        state.socket = nil
        defer { state.holdsGate = false }
        return (true, state.holdsGate)
      }
      if holdsGate { ExitGate.leave() }
      if isOver { return nil }
    }
  }

  /// Remembers the socket by which a hanging call can be ended.
  func opened(_ socket: ServiceSocket?) {
    let isBroken = state.with { state in
      state.socket = socket
      return state.isBroken
    }
    if isBroken { socket?.cut() }
  }

  /// Does work on the thread and waits for it, no longer than the deadline.
  ///
  /// Throws what the work throws, ``SmartCardError/Reason/timedOut``,
  /// ``SmartCardError/Reason/cancelled`` or ``SmartCardError/Reason/connectionClosed``.
  func perform<Value: Sendable>(
    within deadline: Duration, reader: String,
    _ work: @escaping @Sendable (inout PCSCCard?) throws(SmartCardError) -> Value
  ) async throws(SmartCardError) -> Value {
    let isolation: (any Actor)? = #isolation
    if let here = isolation as? CardThreadActor, here.thread === self, isCuttable {
      return try await here.perform(within: deadline, reader: reader, work)
    }
    let call = Call<Value>()
    let token = try Deadlines.shared.set(after: deadline) {
      // What the card does by now is of no use to anyone: end it.
      if call.abandon(.init(.timedOut, reader: reader)) == .running { self.giveUp() }
    }
    defer { Deadlines.shared.clear(token) }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard call.wait(with: continuation) else { return }
        enqueue { card in
          guard call.begin() else { return }
          guard !self.state.with({ $0.isBroken }) else {
            return call.finish(.failure(.init(.connectionClosed, reader: reader)))
          }
          do throws(SmartCardError) {
            call.finish(.success(try work(&card)))
          } catch {
            call.finish(.failure(error))
          }
        }
      }
    } onCancel: {
      guard call.abandon(.init(.cancelled, reader: reader)) == .running else { return }
      // A call that is nearly done may end by itself; the connection then stays good.
      let giveUp: @Sendable () -> Void = { if !call.hasFinished { self.giveUp() } }
      do throws(SmartCardError) { _ = try Deadlines.shared.set(after: Self.grace, giveUp) } catch {
        giveUp()
      }
    }
    return try result.get()
  }

  /// Ends the thread after the work that is queued; work that hangs is ended after `patience`.
  func close(patience: Duration) {
    let ended = state.with { state in
      // The end of the process waits for a thread that was told to end.
      if !state.isClosing, !state.hasEnded {
        ExitGate.enter()
        state.holdsGate = true
      }
      state.isClosing = true
      return state.hasEnded
    }
    guard !ended else { return }
    let giveUp: @Sendable () -> Void = { [state] in
      if !state.with({ $0.hasEnded }) { self.giveUp() }
    }
    do throws(SmartCardError) { _ = try Deadlines.shared.set(after: patience, giveUp) } catch {
      giveUp()
    }
  }

  /// Ends the call that hangs, and the connection.
  private func giveUp() {
    let socket = state.with { state in
      state.isBroken = true
      return state.socket
    }
    socket?.cut()
  }

  private func enqueue(_ work: @escaping Work) {
    let isOver = state.with { state in
      let isOver = state.hasEnded || state.isClosing || state.isBroken
      if !isOver { state.queue.append(.work(work)) }
      return isOver
    }
    guard isOver else { return }
    var nothing: PCSCCard?
    work(&nothing)
  }
}

extension CardThread {
  /// Takes a piece of a task that runs on ``CardThreadActor``.
  ///
  /// A task may outlive the connection; then a thread is made for what is left of it.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let needsThread = state.with { state in
      state.queue.append(.job(job))
      defer { state.hasEnded = false }
      return state.hasEnded
    }
    guard needsThread else { return }
    // Without a thread it blocks here, which is slow but right.
    do throws(SmartCardError) {
      try OwnedThread(name: name) { [self] in run() }.detach()
    } catch {
      run()
    }
  }

  /// Whether a call that hangs can be ended from outside, so that it may be made in place.
  private var isCuttable: Bool {
    state.quietly(wakeIf: { _ in false }) { $0.socket != nil && !$0.isBroken && !$0.isClosing }
  }

  /// Begins a call that is made in place, and gives its number.
  fileprivate func beginInPlace() -> UInt64 {
    state.quietly(wakeIf: { _ in false }) { state in
      state.calls += 1
      state.current = (state.calls, nil)
      return state.calls
    }
  }

  /// Ends a call that was made in place; says why, if it was given up.
  fileprivate func endInPlace() -> SmartCardError.Reason? {
    state.quietly(wakeIf: { _ in false }) { state in
      defer { state.current = nil }
      return state.current?.verdict
    }
  }

  /// Ends a call that is made in place, if it is still going on.
  fileprivate func giveUp(_ number: UInt64, _ reason: SmartCardError.Reason) {
    let isCurrent = state.with { state in
      guard state.current?.number == number, state.current?.verdict == nil else { return false }
      state.current?.verdict = reason
      return true
    }
    if isCurrent { giveUp() }
  }
}

/// What runs on a card's own thread: the isolation of ``CardConnection/onCardThread(_:)``.
///
/// It has nothing to call. A function that is isolated to it, and everything nonisolated that such a
/// function awaits, stays on the thread.
public actor CardThreadActor {
  nonisolated let thread: CardThread

  init(_ thread: CardThread) { self.thread = thread }

  /// The card's thread.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe thread.asUnownedSerialExecutor()
  }

  /// Does work at once, on the card's thread, for a task that is here already.
  ///
  /// It waits for the card; the deadline, and a cancellation after the grace, end the wait by cutting
  /// the socket.
  func perform<Value: Sendable>(
    within deadline: Duration, reader: String,
    _ work: (inout PCSCCard?) throws(SmartCardError) -> Value
  ) async throws(SmartCardError) -> Value {
    guard !Task.isCancelled else { throw SmartCardError(.cancelled, reader: reader) }
    let thread = thread
    let number = thread.beginInPlace()
    let token = try Deadlines.shared.set(after: deadline) { thread.giveUp(number, .timedOut) }
    defer { Deadlines.shared.clear(token) }
    let result = await withTaskCancellationHandler {
      // It is isolated like everything here: the closure does not leave the thread.
      self.carryOut(work)
    } onCancel: {
      let giveUp: @Sendable () -> Void = { thread.giveUp(number, .cancelled) }
      do throws(SmartCardError) {
        _ = try Deadlines.shared.set(after: CardThread.grace, giveUp)
      } catch {
        giveUp()
      }
    }
    if let verdict = thread.endInPlace() { throw SmartCardError(verdict, reader: reader) }
    return try result.get()
  }

  private func carryOut<Value: Sendable>(
    _ work: (inout PCSCCard?) throws(SmartCardError) -> Value
  ) -> Result<Value, SmartCardError> {
    do throws(SmartCardError) {
      return .success(try unsafe work(&thread.holder.card))
    } catch {
      return .failure(error)
    }
  }
}
