import LinuxSystem

/// The monitor's thread: asks pcscd, waits for changes, and starts over with a new context whenever
/// pcscd goes away.
final class ReaderWatcher: Sendable {
  /// What the thread has found out.
  enum Report: Sendable {
    case readers([String])
    case states([ReaderState])
    case serviceLost
    case serviceFound
  }

  private struct State: Sendable {
    var isStopping = false
    /// The socket of the context that waits, by which the wait is ended.
    var waiting: ServiceSocket?
  }

  private let state = Guarded(State())
  /// Tells a report and gives back the states to compare with.
  private let report: @Sendable (ReaderWatcher, Report) -> [String: ReaderFlags]

  /// How long pcscd may be asked to wait. A reader that appears between listing and waiting is
  /// noticed after this time at the latest, and so is a cancel that came too early.
  private static let look = Duration.seconds(1)
  private static let firstPause = Duration.milliseconds(50)
  private static let longestPause = Duration.seconds(1)
  /// pcscd serves as many readers, and refuses to be asked about more.
  private static let mostReaders = 16

  init(report: @escaping @Sendable (ReaderWatcher, Report) -> [String: ReaderFlags]) {
    self.report = report
  }

  func start() throws(ThreadError) {
    try OwnedThread(name: "card-monitor") { self.run() }.detach()
  }

  /// Ends the thread, at once where its socket is known, within a second otherwise.
  ///
  /// It comes back at once also when pcscd hangs: whoever cancels a task is in here.
  func stop() {
    let waiting = state.with { state in
      // The end of the process waits for a thread that was told to end.
      if !state.isStopping { ExitGate.enter() }
      state.isStopping = true
      return state.waiting
    }
    waiting?.cut()
  }

  private func run() {
    // It ends only when it is told to.
    defer { ExitGate.leave() }
    var pause = Self.firstPause
    while !isStopping {
      do throws(SmartCardError) {
        let context = try PCSCContext()
        pause = Self.firstPause
        _ = report(self, .serviceFound)
        try watch(context)
      } catch {
        guard !isStopping else { return }
        _ = report(self, .serviceLost)
        let wakeUp = MonotonicTime.now + pause
        _ = state.wait(until: wakeUp) { $0.isStopping ? true : nil }
        pause = min(pause * 2, Self.longestPause)
      }
    }
  }

  private var isStopping: Bool { state.with { $0.isStopping } }

  private func watch(_ context: borrowing PCSCContext) throws(SmartCardError) {
    var plugAndPlay = ReaderState(name: ReaderState.plugAndPlay)
    while !isStopping {
      let names = try context.readerNames()
      let known = report(self, .readers(names))
      var states = names.map { ReaderState(name: $0, known: known[$0] ?? []) }
      if names.count < Self.mostReaders { states.append(plugAndPlay) }
      guard try wait(context, &states) else { continue }
      if let last = states.last, last.name == ReaderState.plugAndPlay {
        plugAndPlay.known = last.now.subtracting(.changed)
        states.removeLast()
      }
      _ = report(self, .states(states))
    }
  }

  private func wait(
    _ context: borrowing PCSCContext, _ states: inout [ReaderState]
  ) throws(SmartCardError) -> Bool {
    let socket = context.socket
    let isStopping = state.with { state in
      if !state.isStopping { state.waiting = socket }
      return state.isStopping
    }
    guard !isStopping else { return false }
    defer { state.with { $0.waiting = nil } }
    do throws(SmartCardError) {
      if try context.waitForChange(of: &states, timeout: Self.look) { return true }
      // pcsc-lite does not call it a change when a program takes a free reader for itself; asked
      // by someone who knows nothing, it tells.
      for index in states.indices where states[index].name != ReaderState.plugAndPlay {
        states[index].known = []
      }
      return try context.waitForChange(of: &states, timeout: .zero)
    } catch {
      switch error.reason {
      // A reader that left after it was listed, or a cancel: look again.
      case .unknownReader, .readerGone, .cancelled, .noReader: return false
      default: throw error
      }
    }
  }
}
