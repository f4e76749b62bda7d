import LinuxSystem

/// Watches all readers and cards, over restarts of pcscd and before its start.
///
/// ```swift
/// for await event in ReaderMonitor().events() {
///   switch event {
///   case .cardInserted(let reader, let atr): …
///   case .cardRemoved(let reader): …
///   default: break
///   }
/// }
/// ```
///
/// Every call of ``events()`` gives a stream of its own, which begins with what is there: every
/// reader, then every card, or ``ReaderEvent/serviceLost`` if pcscd cannot be reached. No event is
/// dropped, however slowly a stream is read. The monitor's thread runs while somebody listens.
public final class ReaderMonitor: Sendable {
  private let hub = Guarded(Hub())

  /// Makes a monitor. Nothing runs until ``events()`` is called.
  public init() {}

  /// Begins to listen. The stream ends when its task is cancelled or it is no longer used.
  public func events() -> AsyncStream<ReaderEvent> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: ReaderEvent.self, bufferingPolicy: .unbounded)
    let hub = hub
    let (number, starting) = hub.with { state in state.add(continuation, hub: hub) }
    continuation.onTermination = { _ in
      let idle = hub.with { $0.remove(number) }
      idle?.stop()
    }
    Self.deliver(from: hub)
    if let starting {
      do throws(ThreadError) { try starting.start() } catch { continuation.finish() }
    }
    return stream
  }

  /// Gives the listeners what is there for them, in order, one thread at a time.
  ///
  /// No lock of ours is held meanwhile: to tell a listener takes a lock of its task, and who cancels
  /// that task holds it while our ``AsyncStream`` ends, for which the hub's lock is needed.
  private static func deliver(from hub: Guarded<Hub>) {
    guard hub.with({ $0.beginDelivery() }) else { return }
    while let mail = hub.with({ $0.nextMail() }) {
      for (listener, event) in mail { listener.yield(event) }
    }
  }

  /// Who listens, and what they are told.
  private struct Hub: Sendable {
    typealias Mail = [(AsyncStream<ReaderEvent>.Continuation, ReaderEvent)]

    /// What is to be given to listeners, and whether a thread is giving.
    private var outbox: Mail = []
    private var isDelivering = false
    private var listeners: [Int: AsyncStream<ReaderEvent>.Continuation] = [:]
    private var next = 0
    private var watcher: ReaderWatcher?
    private var tracker = ReaderTracker()
    private var isServiceLost = false

    /// Adds a listener, tells it what is there, and gives the watcher that is to be started.
    mutating func add(
      _ listener: AsyncStream<ReaderEvent>.Continuation, hub: Guarded<Hub>
    ) -> (number: Int, starting: ReaderWatcher?) {
      let number = next
      next += 1
      listeners[number] = listener
      if watcher == nil {
        let starting = ReaderWatcher { [weak hub] watcher, report in
          guard let hub else { return [:] }
          defer { ReaderMonitor.deliver(from: hub) }
          return hub.with { $0.take(report, from: watcher) }
        }
        watcher = starting
        return (number, starting)
      }
      if isServiceLost { outbox.append((listener, .serviceLost)) }
      outbox += tracker.announcement.map { (listener, $0) }
      return (number, nil)
    }

    /// Removes a listener; gives the watcher that nobody needs any more.
    mutating func remove(_ number: Int) -> ReaderWatcher? {
      listeners[number] = nil
      guard listeners.isEmpty else { return nil }
      tracker = ReaderTracker()
      isServiceLost = false
      return watcher.take()
    }

    mutating func take(
      _ report: ReaderWatcher.Report, from sender: ReaderWatcher
    ) -> [String: ReaderFlags] {
      // A watcher that is stopping may still have something to say.
      guard sender === watcher else { return [:] }
      switch report {
      case .readers(let names):
        tell(tracker.list(names))
        return Dictionary(names.map { ($0, tracker.known($0)) }) { first, _ in first }
      case .states(let states): tell(tracker.update(states))
      case .serviceLost:
        guard !isServiceLost else { break }
        isServiceLost = true
        tell([.serviceLost] + tracker.loseAll())
      case .serviceFound:
        guard isServiceLost else { break }
        isServiceLost = false
        tell([.serviceRestored])
      }
      return [:]
    }

    private mutating func tell(_ events: [ReaderEvent]) {
      for event in events { outbox += listeners.values.map { ($0, event) } }
    }

    /// Whether the caller is to deliver; otherwise somebody does.
    mutating func beginDelivery() -> Bool {
      defer { isDelivering = true }
      return !isDelivering
    }

    /// What is to be delivered next; `nil` ends the delivery.
    mutating func nextMail() -> Mail? {
      guard !outbox.isEmpty else {
        isDelivering = false
        return nil
      }
      defer { outbox = [] }
      return outbox
    }
  }
}
