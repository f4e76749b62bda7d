import CLibUSB
import Glibc
import LinuxSystem
import Synchronization

/// Watches which USB devices come and go.
///
/// ```swift
/// for await event in USBMonitor().events() {
///   switch event {
///   case .attached(let device): …
///   case .detached(let device): …
///   }
/// }
/// ```
///
/// libusb hears of devices from udevd. Where udevd does not run, as in a container, the monitor looks
/// for itself twice a second: ``USBMonitor/mode`` says which. On a machine without USB nothing is
/// reported until there is some.
public final class USBMonitor: Sendable {
  /// How the monitor learns of devices.
  public enum Mode: String, Sendable, Hashable {
    /// From udevd, at once.
    case hotPlug
    /// By looking, twice a second.
    case polling
  }

  /// How a monitor that starts now learns of devices.
  public static var mode: Mode {
    // What libudev itself goes by.
    unsafe access("/run/udev/control", F_OK) == 0 ? .hotPlug : .polling
  }

  private let mode: Mode?

  /// Makes a monitor. Nothing runs until ``events()`` is called.
  ///
  /// - Parameter mode: How to learn of devices; as ``USBMonitor/mode`` says if it is `nil`.
  public init(mode: Mode? = nil) { self.mode = mode }

  /// Begins to watch: every device that is there, then what comes and goes. The stream ends when its
  /// task is cancelled or it is no longer used. No event is lost or told twice, however slowly it
  /// is read.
  public func events() -> AsyncStream<USBHotPlugEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: USBHotPlugEvent.self)
    let watcher = USBWatcher(mode ?? Self.mode) { continuation.yield($0) }
    continuation.onTermination = { _ in watcher.stop() }
    do throws(ThreadError) {
      try OwnedThread(name: "usb-monitor") {
        watcher.run()
        continuation.finish()
      }.detach()
    } catch {
      continuation.finish()
    }
    return stream
  }
}

/// The thread of one monitor.
private final class USBWatcher: Sendable {
  /// While the kernel is setting a device up.
  private static let quickLook = Duration.milliseconds(50)
  private static let look = Duration.milliseconds(500)
  /// Messages of udevd can be lost when very many come at once; what they were about is found then.
  private static let secondLook = Duration.seconds(5)

  @safe
  private struct State: @unchecked Sendable {
    var isStopping = false
    var context: OpaquePointer?
  }

  private let mode: USBMonitor.Mode
  private let tell: @Sendable (USBHotPlugEvent) -> Void
  private let state = Mutex(State())

  init(_ mode: USBMonitor.Mode, tell: @escaping @Sendable (USBHotPlugEvent) -> Void) {
    self.mode = mode
    self.tell = tell
  }

  func stop() {
    state.withLock { state in
      state.isStopping = true
      if let context = unsafe state.context { unsafe libusb_interrupt_event_handler(context) }
    }
  }

  private var isStopping: Bool { state.withLock { $0.isStopping } }

  func run() {
    var tracker = USBDeviceTracker()
    while !isStopping {
      do throws(USBError) {
        let context = try LibUSBContext()
        try watch(context, &tracker)
      } catch {
        // No USB here, or not now. What was known is gone with it.
        for event in tracker.update([], at: .now) { tell(event) }
        for _ in 0..<20 where !isStopping { usleep(100_000) }
      }
    }
  }

  private func watch(
    _ context: borrowing LibUSBContext, _ tracker: inout USBDeviceTracker
  ) throws(USBError) {
    state.withLock { unsafe $0.context = context.pointer }
    defer { state.withLock { unsafe $0.context = nil } }
    let hears = mode == .hotPlug && listen(context)
    while !isStopping {
      for event in tracker.update(try USBBus.list(), at: .now) { tell(event) }
      let pause =
        tracker.isWaiting ? Self.quickLook : hears ? Self.secondLook : Self.look
      let (seconds, attoseconds) = pause.components
      var time = timeval(
        tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
      // Returns early when a device came or went, or when stop() says so.
      _ = unsafe libusb_handle_events_timeout_completed(context.pointer, &time, nil)
    }
  }

  /// Asks libusb to wake this thread when a device comes or goes; what changed, the list says.
  private func listen(_ context: borrowing LibUSBContext) -> Bool {
    guard libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG.rawValue) != 0 else { return false }
    let both = Int32(
      LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED.rawValue | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT.rawValue)
    let any = LIBUSB_HOTPLUG_MATCH_ANY
    // Deregistered with the context.
    return unsafe libusb_hotplug_register_callback(
      context.pointer, both, 0, any, any, any, { _, _, _, _ in 0 }, nil, nil) == 0
  }
}
