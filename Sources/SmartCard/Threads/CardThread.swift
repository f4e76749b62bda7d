import Glibc
import LinuxSystem
import Synchronization

/// The thread of one connected card: it alone touches the card's handle.
///
/// Work is queued and done in order. Every piece has a deadline; when that passes, or the task that
/// waits is cancelled, the caller is answered at once. Work that the card keeps hanging is ended by
/// cutting the socket to pcscd, and the connection with it; work that has not begun is dropped.
///
/// It is also the executor of ``CardThreadActor``, and that of tasks which prefer
/// ``CardThreadExecutor``: what runs there is between the pieces of work, and its own calls to the card
/// cost no change of threads.
final class CardThread: SerialExecutor {
  typealias Work = @Sendable (inout PCSCCard?) -> Void

  @safe enum Item: Sendable {
    case work(Work)
    /// A piece of a task that is isolated to ``CardThreadActor``.
    case job(UnownedJob)
    /// A piece of a task that prefers ``CardThreadExecutor``.
    case preferring(UnownedJob, UnownedTaskExecutor)
  }

  struct State: Sendable {
    var queue: [Item] = []
    /// Set while an item of the queue is worked on.
    var isBusy = false
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
  final class Holder {
    var card: PCSCCard?
  }

  let state = Guarded(State())
  /// The thread that runs this, as far as one does: to know whether a call is made on it.
  private let running = Atomic<UInt>(0)
  nonisolated(unsafe) let holder = Holder()
  private let name: String
  /// How long a call may go on after its task was cancelled, before the connection is given up.
  static let grace = Duration.milliseconds(250)

  init(reader: String) throws(SmartCardError) {
    name = "card-\(reader.suffix(9))"
    do throws(ThreadError) {
      try OwnedThread(name: name) { [self] in run() }.detach()
    } catch {
      throw SmartCardError(thread: error, reader: reader)
    }
  }

  private func run() {
    running.store(UInt(pthread_self()), ordering: .relaxed)
    while let item = next() {
      switch item {
      case .work(let work): unsafe work(&holder.card)
      case .job(let job): unsafe job.runSynchronously(on: asUnownedSerialExecutor())
      case .preferring(let job, let executor): unsafe job.runSynchronously(on: executor)
      }
      // A connection that was given up is released at once, whatever else there is to do.
      if state.quietly(wakeIf: { _ in false }, { $0.isBroken }) { unsafe holder.card = nil }
    }
  }

  /// The next thing to do; `nil` when there is nothing more and the thread is to end.
  private func next() -> Item? {
    while true {
      let next = state.wait { state -> Item?? in
        state.isBusy = !state.queue.isEmpty
        if state.isBusy { return .some(state.queue.removeFirst()) }
        return state.isClosing || state.isBroken ? .some(nil) : nil
      }
      if case .some(.some(let item)) = next { return item }
      unsafe holder.card = nil
      // Something may have come while the card was released.
      let (isOver, holdsGate) = state.with { state in
        guard state.queue.isEmpty else { return (false, false) }
        state.hasEnded = true
        state.isBroken = true
        running.store(0, ordering: .relaxed)
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
    do throws(ThreadError) { _ = try Deadlines.shared.set(after: patience, giveUp) } catch {
      giveUp()
    }
  }

  /// Ends the call that hangs, and the connection.
  func giveUp() {
    let socket = state.with { state in
      state.isBroken = true
      return state.socket
    }
    socket?.cut()
  }

  /// Queues work; what comes too late is done here, without a card.
  func enqueue(_ work: @escaping Work) {
    let isOver = state.with { state in
      let isOver = state.hasEnded || state.isClosing || state.isBroken
      if !isOver { state.queue.append(.work(work)) }
      return isOver
    }
    guard isOver else { return }
    var nothing: PCSCCard?
    work(&nothing)
  }

  /// Takes a piece of a task that runs on ``CardThreadActor``.
  func enqueue(_ job: consuming ExecutorJob) { enqueue(.job(UnownedJob(job))) }

  /// Takes a piece of a task that runs on ``CardThreadExecutor``.
  func enqueue(_ job: consuming ExecutorJob, preferring executor: UnownedTaskExecutor) {
    unsafe enqueue(.preferring(UnownedJob(job), executor))
  }

  /// Queues a piece of a task.
  ///
  /// A task may outlive the connection; then a thread is made for what is left of it.
  private func enqueue(_ item: Item) {
    let needsThread = state.with { state in
      state.queue.append(item)
      defer { state.hasEnded = false }
      return state.hasEnded
    }
    guard needsThread else { return }
    // Without a thread it blocks here, which is slow but right.
    do throws(ThreadError) {
      try OwnedThread(name: name) { [self] in run() }.detach()
    } catch {
      run()
    }
  }

  /// Whether this is called on the thread itself.
  var isHere: Bool { running.load(ordering: .relaxed) == UInt(pthread_self()) }
}
