import Glibc
import LinuxSystem
import Synchronization

/// What a server's thread and its handles share.
final class ServerCore: Sendable {
  struct State: Sendable {
    var bus = VirtualBus()
    var waiters: [Waiter] = []
    var nextWaiter = 0
    var isStopping = false
  }

  /// A task that waits for something to become true of the bus.
  struct Waiter: Sendable {
    let number: Int
    let deadline: ContinuousClock.Instant
    let condition: @Sendable (VirtualBus) -> Bool
    let call: Call<Bool, Never>
  }

  private let state = Mutex(State())
  /// Written to whenever the thread has to look up from its poll.
  private let wakeUp: WakeSignal

  init() throws(VirtualUSBError) {
    do throws(ThreadError) { wakeUp = try WakeSignal() } catch {
      throw VirtualUSBError(.startFailed, systemError(error.errno))
    }
  }

  /// Works on the bus, answers those who waited for that, and lets the thread send.
  func with<Result: Sendable, Failure>(
    _ body: (inout VirtualBus) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let result: Swift.Result<Result, Failure> = state.withLock { state in
      do throws(Failure) { return .success(try body(&state.bus)) } catch { return .failure(error) }
    }
    settle()
    poke()
    return try result.get()
  }

  func stop() {
    state.withLock { $0.isStopping = true }
    poke()
  }

  /// Waits until something is true; `false` if it is not in time, or the task is cancelled.
  func wait(
    within duration: Duration, _ condition: @escaping @Sendable (VirtualBus) -> Bool
  ) async -> Bool {
    let number = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    let call = Call<Bool, Never>()
    return await withTaskCancellationHandler {
      await call.answer {
        let waiter = Waiter(
          number: number, deadline: .now + duration, condition: condition, call: call)
        state.withLock { $0.waiters.append(waiter) }
        if Task.isCancelled { cancel(number) }
        settle()
        poke()
      }.get()
    } onCancel: {
      cancel(number)
    }
  }

  private func cancel(_ number: Int) {
    let waiter = state.withLock { state -> Waiter? in
      guard let index = state.waiters.firstIndex(where: { $0.number == number }) else { return nil }
      return state.waiters.remove(at: index)
    }
    waiter?.call.finish(.success(false))
  }

  /// Answers the waiters whose condition holds, and those whose time is over.
  private func settle() {
    let answered = state.withLock { state in
      var answered: [(Waiter, Bool)] = []
      state.waiters.removeAll { waiter in
        let holds = waiter.condition(state.bus)
        let isOver = state.isStopping || waiter.deadline <= .now
        if holds || isOver { answered.append((waiter, holds)) }
        return holds || isOver
      }
      return answered
    }
    for (waiter, holds) in answered { waiter.call.finish(.success(holds)) }
  }

  private func poke() { wakeUp.raise() }
}

extension ServerCore {
  /// Serves until stopped; for a thread of our own.
  func serve(_ listener: LoopbackListener) {
    var sockets: [Int: ClientSocket] = [:]
    var nextClient = 0
    while true {
      let (due, isStopping) = state.withLock { state in
        let due = state.bus.pump(now: .now)
        return (([due] + state.waiters.map(\.deadline)).compactMap { $0 }.min(), state.isStopping)
      }
      if isStopping { break }
      settle()
      exchange(&sockets)
      let ready = wait(listener.socket, sockets, until: due)
      if ready.contains(listener.socket) {
        while let socket = listener.accept() {
          nextClient += 1
          sockets[nextClient] = ClientSocket(socket)
          let client = nextClient
          state.withLock { $0.bus.connect(client) }
        }
      }
      for (client, socket) in sockets where ready.contains(socket.descriptor) {
        let (bytes, hasEnded) = socket.read()
        state.withLock { state in
          if !bytes.isEmpty { state.bus.receive(bytes, from: client, now: .now) }
          if hasEnded { state.bus.disconnect(client) }
        }
        if hasEnded {
          socket.end()
          sockets[client] = nil
        }
      }
      settle()
    }
    for socket in sockets.values { socket.end() }
    listener.end()
    settle()
  }

  /// Sends what there is to send, and closes what is to be closed.
  private func exchange(_ sockets: inout [Int: ClientSocket]) {
    for client in sockets.keys.sorted() {
      let (bytes, isClosing) = state.withLock { state in
        (state.bus.takeOutgoing(client), state.bus.isClosing(client))
      }
      let isAlive = sockets[client]?.send(bytes) ?? false
      guard !isAlive || isClosing && sockets[client]?.hasSentAll == true else { continue }
      state.withLock { $0.bus.disconnect(client) }
      sockets[client]?.end()
      sockets[client] = nil
    }
  }

  /// Waits for something to read, for room to write, or for a poke.
  private func wait(
    _ listener: Int32, _ sockets: [Int: ClientSocket], until due: ContinuousClock.Instant?
  ) -> Set<Int32> {
    var entries = [wakeUp.descriptor, listener].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    for socket in sockets.values {
      let events = Int16(POLLIN) | (socket.hasSentAll ? 0 : Int16(POLLOUT))
      entries.append(pollfd(fd: socket.descriptor, events: events, revents: 0))
    }
    let patience = PollTime.milliseconds(until: due)
    guard unsafe poll(&entries, nfds_t(entries.count), patience) > 0 else { return [] }
    if entries[0].revents != 0 { wakeUp.clear() }
    let readable = Int16(POLLIN | POLLHUP | POLLERR)
    return Set(entries.dropFirst().filter { $0.revents & readable != 0 }.map(\.fd))
  }
}
