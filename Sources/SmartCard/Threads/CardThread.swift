/// The thread of one connected card: it alone touches the card's handle.
///
/// Work is queued and done in order. Every piece has a deadline; when that passes, or the task that
/// waits is cancelled, the caller is answered at once. Work that the card keeps hanging is ended by
/// cutting the socket to pcscd, and the connection with it; work that has not begun is dropped.
final class CardThread: Sendable {
  typealias Work = @Sendable (inout PCSCCard?) -> Void

  private struct State: Sendable {
    var queue: [Work] = []
    var isClosing = false
    /// Set once a call was given up: nothing more is sent over this connection.
    var isBroken = false
    var hasEnded = false
    var socket: ServiceSocket?
  }

  private let state = Guarded(State())
  /// How long a call may go on after its task was cancelled, before the connection is given up.
  private static let grace = Duration.milliseconds(250)

  init(reader: String) throws(SmartCardError) {
    let thread = try OwnedThread(name: "card-\(reader.suffix(9))") { [self] in run() }
    thread.detach()
  }

  private func run() {
    var card: PCSCCard?
    while true {
      let work = state.wait { state -> Work?? in
        if !state.queue.isEmpty { return .some(state.queue.removeFirst()) }
        return state.isClosing || state.isBroken ? .some(nil) : nil
      }
      guard case .some(.some(let work)) = work else { break }
      work(&card)
      if state.with({ $0.isBroken }) { break }
    }
    card = nil
    let (dropped, wasClosing) = state.with { state in
      state.hasEnded = true
      state.isBroken = true
      state.socket = nil
      defer { state.queue = [] }
      return (state.queue, state.isClosing)
    }
    for work in dropped { work(&card) }
    if wasClosing { ExitGate.leave() }
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
      if !state.isClosing, !state.hasEnded { ExitGate.enter() }
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
      if !isOver { state.queue.append(work) }
      return isOver
    }
    guard isOver else { return }
    var nothing: PCSCCard?
    work(&nothing)
  }
}
