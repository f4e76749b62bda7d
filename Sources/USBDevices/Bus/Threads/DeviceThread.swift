import CLibUSB
import LinuxSystem
import Synchronization

/// The thread of one open device: it alone touches the handle, and runs libusb's events.
///
/// Work is queued and done in order, between events. Nobody waits for the thread itself: whoever asks
/// for something is answered at the deadline, or when its task is cancelled, even if a call hangs in the
/// kernel.
final class DeviceThread: Sendable {
  typealias Work = (inout DeviceSession) -> Void

  @safe
  private struct State: @unchecked Sendable {
    var queue: [Work] = []
    var isStopping = false
    var hasEnded = false
    var context: OpaquePointer?
    var atEnd: [@Sendable () -> Void] = []
  }

  /// How long libusb may take to end a transfer whose time is over.
  private static let grace = Duration.milliseconds(500)

  private let state = Mutex(State())
  private let device: USBDeviceDescription

  /// Makes the thread's queue; ``start(within:opened:)`` starts it.
  init(_ device: USBDeviceDescription) { self.device = device }

  /// Starts the thread, which opens the device first and says how that went.
  func start(within limit: Duration, opened: Call<Void, USBError>) {
    let deadline = ContinuousClock.now + limit
    do throws(ThreadError) {
      try OwnedThread(name: "usb-\(device.place)") { self.run(until: deadline, opened) }.detach()
    } catch {
      state.withLock { $0.hasEnded = true }
      opened.finish(.failure(USBError(thread: error, device: device)))
    }
  }

  private func run(until deadline: ContinuousClock.Instant, _ opened: Call<Void, USBError>) {
    do throws(USBError) {
      var session = try DeviceSession.open(device, until: deadline) {
        !self.state.withLock { $0.isStopping }
      }
      state.withLock { unsafe $0.context = session.context.pointer }
      opened.finish(.success(()))
      loop(&session)
      session.close()
      state.withLock { unsafe $0.context = nil }
    } catch {
      opened.finish(.failure(error))
    }
    // Behind the session, so that the context is gone too.
    let waiting = state.withLock { state in
      state.hasEnded = true
      state.queue = []
      defer { state.atEnd = [] }
      return state.atEnd
    }
    for action in waiting { action() }
  }

  private func loop(_ session: inout DeviceSession) {
    while true {
      let (work, isStopping) = state.withLock { state in
        defer { state.queue = [] }
        return (Queue(work: state.queue), state.isStopping)
      }
      for piece in work.work { piece(&session) }
      if isStopping { return }
      session.handleEvents()
    }
  }

  /// Work on its way from the queue to the thread that it was queued for.
  private struct Queue: @unchecked Sendable {
    let work: [Work]
  }

  /// Queues work; `false` if the thread ends or has ended.
  @discardableResult
  func enqueue(_ work: @escaping @Sendable (inout DeviceSession) -> Void) -> Bool {
    state.withLock { state in
      guard !state.isStopping, !state.hasEnded else { return false }
      state.queue.append(work)
      if let context = unsafe state.context {
        unsafe libusb_interrupt_event_handler(context)
      }
      return true
    }
  }

  /// Closes the device and ends the thread, after the work that is queued; `then` is called when
  /// that is done.
  func stop(then: (@Sendable () -> Void)? = nil) {
    let hasEnded = state.withLock { state in
      if !state.hasEnded, let then { state.atEnd.append(then) }
      state.isStopping = true
      if let context = unsafe state.context {
        unsafe libusb_interrupt_event_handler(context)
      }
      return state.hasEnded
    }
    if hasEnded { then?() }
  }

  /// Begins something on the thread and waits for its answer, no longer than the deadline and a
  /// moment's grace for libusb to end it by itself.
  func perform<Value: Sendable>(
    within limit: Duration,
    _ begin: @escaping @Sendable (inout DeviceSession, Call<Value, USBError>) -> Void
  ) async throws(USBError) -> Value {
    let call = Call<Value, USBError>()
    let device = device
    let outcome = await call.answer(within: limit + Self.grace) {
      USBError(interrupted: $0, device: device)
    } interrupted: { [weak self] _, progress in
      // The work holds the call, so that no other one can have its key meanwhile.
      if progress == .running { self?.enqueue { $0.cancel(ObjectIdentifier(call)) } }
    } _: {
      let isQueued = enqueue { session in
        // Otherwise nobody wants it any more.
        if call.begin() { begin(&session, call) }
      }
      if !isQueued { call.abandon(USBError(.closed, device: device)) }
    }
    return try outcome.get()
  }
}
