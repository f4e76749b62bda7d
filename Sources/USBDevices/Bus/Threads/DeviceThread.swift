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

  private let state = Mutex(State())
  private let device: USBDeviceDescription

  /// Makes the thread's queue; ``start(within:opened:)`` starts it.
  init(_ device: USBDeviceDescription) { self.device = device }

  /// Starts the thread, which opens the device first and says how that went.
  func start(within limit: Duration, opened: Reply<Void>) {
    let deadline = ContinuousClock.now + limit
    do throws(ThreadError) {
      try OwnedThread(name: "usb-\(device.place)") { self.run(until: deadline, opened) }.detach()
    } catch {
      state.withLock { $0.hasEnded = true }
      opened.answer(
        .failure(USBError(.noMemory, device: device, detail: "thread, errno \(error.errno)")))
    }
  }

  private func run(until deadline: ContinuousClock.Instant, _ opened: Reply<Void>) {
    do throws(USBError) {
      var session = try DeviceSession.open(device, until: deadline) {
        !self.state.withLock { $0.isStopping }
      }
      state.withLock { unsafe $0.context = session.context.pointer }
      opened.answer(.success(()))
      loop(&session)
      session.close()
      state.withLock { unsafe $0.context = nil }
    } catch {
      opened.answer(.failure(error))
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
    _ begin: @escaping @Sendable (inout DeviceSession, Reply<Value>) -> Void
  ) async throws(USBError) -> Value {
    let reply = Reply<Value>()
    let key = ObjectIdentifier(reply)
    let device = device
    let watch = Task { [weak self] in
      do { try await Task.sleep(for: limit + .milliseconds(500)) } catch { return }
      reply.answer(.failure(USBError(.timeout, device: device, detail: "no answer")))
      self?.enqueue { $0.cancel(key) }
    }
    defer { watch.cancel() }
    let result = await withTaskCancellationHandler {
      await reply.value {
        let isQueued = self.enqueue { session in
          // Nobody wants it any more.
          if !reply.isAnswered { begin(&session, reply) }
        }
        if !isQueued { reply.answer(.failure(USBError(.closed, device: device))) }
      }
    } onCancel: {
      reply.answer(.failure(USBError(.cancelled, device: device)))
      self.enqueue { $0.cancel(key) }
    }
    return try result.get()
  }
}
