import CLinuxInput
import Glibc
import LinuxSystem

/// What a keyboard that was grabbed tells.
public enum TypedEvent: Sendable {
  /// The device is ours, and from now on swipes count. What was typed before, or was being typed, was
  /// dropped: so many keys.
  case ready(droppedKeys: Int)
  /// A swipe.
  case swipe(TypedSwipe)
  /// Keys were lost; reading goes on.
  case fault(InputError)
}

/// A keyboard that is a stripe reader, taken away from everyone else.
///
/// Its keys reach no other program, and no layout changes them. Other keyboards are not touched.
public struct GrabbedKeyboard: Sendable {
  /// The device.
  public let description: InputDeviceDescription
  private let patience: Duration
  private let settle: Duration

  /// Makes a keyboard; it is grabbed by ``events()``.
  ///
  /// - Parameters:
  ///   - description: the device, as ``InputMonitor`` found it.
  ///   - patience: how long the reader may be silent in the middle of a swipe.
  ///   - settle: how long it has to be silent before its first swipe counts.
  public init(
    _ description: InputDeviceDescription, patience: Duration = .seconds(1),
    settle: Duration = .milliseconds(250)
  ) {
    self.description = description
    self.patience = patience
    self.settle = settle
  }

  /// Grabs the device and reads it. The stream throws ``InputError``: `inputAccess` if this user may
  /// not read it three seconds after it came, `inputBusy` if another program has grabbed it,
  /// `inputNoDevice` when it is unplugged. It ends, and the device is everyone's again, when the
  /// stream is dropped, its task is cancelled or the process ends.
  public func events() -> AsyncThrowingStream<TypedEvent, any Error> {
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: TypedEvent.self)
    do throws(ThreadError) {
      let stop = try WakeSignal()
      continuation.onTermination = { _ in stop.raise() }
      try OwnedThread(name: "input-wedge") {
        do throws(InputError) {
          try run(until: stop) { continuation.yield($0) }
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }.detach()
    } catch {
      continuation.finish(throwing: InputError(.failed, device: description, errno: error.errno))
    }
    return stream
  }

  private func run(until stop: WakeSignal, tell: (TypedEvent) -> Void) throws(InputError) {
    guard let file = try open(until: stop) else { return }
    defer {
      _ = cinput_ungrab(file)
      close(file)
    }
    // At once: the kernel throws away what is waiting when the clock is changed.
    let isStamped = cinput_use_monotonic_clock(file) == 0
    guard try grab(file, until: stop) else { return }
    var keys = KeyStream(
      isCapsLocked: cinput_lamp(file, UInt32(LED_CAPSL)) == 1, patience: patience)
    var dropped: Int? = 0
    var buffer = [UInt8](repeating: 0, count: InputEvent.size * 64)
    defer { for index in buffer.indices { buffer[index] = 0 } }
    while true {
      switch stop.wait(for: file, atMost: dropped == nil ? pause(keys) : settle) {
      case .raised: return
      case .timedOut:
        if let count = dropped.take() { tell(.ready(droppedKeys: count)) }
        if let swipe = keys.expire(at: .now) { tell(.swipe(swipe)) }
      case .readable:
        let clock = isStamped ? Self.monotonicTime : nil
        let now = ContinuousClock.now
        let bytes: Int
        do throws(InputError) {
          bytes = try read(file, &buffer)
        } catch {
          // Pulled in the middle of a swipe: that is told as a half swipe.
          if dropped == nil, let swipe = keys.flush() { tell(.swipe(swipe)) }
          throw error
        }
        if let count = dropped {
          dropped = count + Self.presses(buffer.span.extracting(0..<bytes))
        } else {
          keys.take(buffer.span.extracting(0..<bytes), at: now, clock: clock) { output in
            switch output {
            case .swipe(let swipe): tell(.swipe(swipe))
            case .overrun: tell(.fault(InputError(.overrun, device: description)))
            }
          }
        }
        for index in 0..<bytes { buffer[index] = 0 }
        // What still waits to be read may belong to the same swipe.
        if bytes < buffer.count, let swipe = keys.expire(at: now) { tell(.swipe(swipe)) }
      }
    }
  }

  private static var monotonicTime: Duration {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  private func pause(_ keys: KeyStream) -> Duration? {
    keys.deadline.map { max(.zero, $0 - .now) }
  }

  private static func presses(_ bytes: Span<UInt8>) -> Int {
    var count = 0
    var offset = 0
    while let event = InputEvent(bytes, at: offset) {
      if case .key(_, .down) = event.kind { count += 1 }
      offset += InputEvent.size
    }
    return count
  }

  /// Opens the node; udev sets its mode a moment after the kernel has made it.
  private func open(until stop: WakeSignal) throws(InputError) -> Int32? {
    let deadline = ContinuousClock.now + .seconds(3)
    while true {
      let file = unsafe Glibc.open(description.node, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
      if file >= 0 { return file }
      let failure = errno
      guard [EACCES, EPERM, ENOENT].contains(failure), ContinuousClock.now < deadline else {
        throw error(failure)
      }
      if stop.wait(for: -1, atMost: .milliseconds(50)) == .raised { return nil }
    }
  }

  /// Grabs the device when no key is down: the others would never hear that it was let go.
  private func grab(_ file: Int32, until stop: WakeSignal) throws(InputError) -> Bool {
    let deadline = ContinuousClock.now + .seconds(3)
    while cinput_is_any_down(file) != 0 {
      guard ContinuousClock.now < deadline else {
        throw InputError(.keyHeld, device: description)
      }
      if stop.wait(for: -1, atMost: .milliseconds(20)) == .raised { return false }
    }
    let failure = cinput_grab(file)
    guard failure == 0 else { throw error(failure) }
    return true
  }

  private func read(_ file: Int32, _ buffer: inout [UInt8]) throws(InputError) -> Int {
    let count = unsafe Glibc.read(file, &buffer, buffer.count)
    if count < 0, errno == EAGAIN || errno == EINTR { return 0 }
    guard count > 0 else { throw error(count == 0 ? ENODEV : errno) }
    return count
  }

  private func error(_ errno: Int32) -> InputError {
    let reason: InputError.Reason =
      switch errno {
      case EACCES, EPERM: .access
      case ENODEV, ENOENT, ENXIO: .noDevice
      case EBUSY: .busy
      default: .failed
      }
    return InputError(reason, device: description, errno: errno)
  }
}
