import CLinuxInput
import Glibc
import LinuxSystem
import Synchronization

/// An input device came or went.
public enum InputHotPlugEvent: Sendable, Hashable {
  /// A device is there. It may take a moment more until this user may read it.
  case attached(InputDeviceDescription)
  /// A device is gone.
  case detached(InputDeviceDescription)
}

/// Watches which input devices come and go.
///
/// A change in `/dev/input` makes it look at once; it looks every second as well, so that nothing
/// depends on the messages alone.
public struct InputMonitor: Sendable {
  /// Makes a monitor. Nothing runs until ``events()`` is called.
  public init() {}

  /// Begins to watch: every device that is there, then what comes and goes. The stream ends when its
  /// task is cancelled or it is no longer used.
  public func events() -> AsyncStream<InputHotPlugEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: InputHotPlugEvent.self)
    do throws(ThreadError) {
      let stop = try WakeSignal()
      continuation.onTermination = { _ in stop.raise() }
      try OwnedThread(name: "input-monitor") {
        Self.watch(until: stop) { continuation.yield($0) }
        continuation.finish()
      }.detach()
    } catch {
      continuation.finish()
    }
    return stream
  }

  private static func watch(until stop: WakeSignal, tell: (InputHotPlugEvent) -> Void) {
    var tracker = InputDeviceTracker()
    var folder: Int32 = -1
    defer { if folder >= 0 { close(folder) } }
    while true {
      // There is no such folder until there is a device.
      if folder < 0 { folder = unsafe cinput_watch_folder("/dev/input") }
      for event in tracker.update(InputDeviceDescription.all()) { tell(event) }
      switch stop.wait(for: folder, atMost: .seconds(1)) {
      case .raised: return
      case .timedOut: continue
      case .readable:
        var news = [UInt8](repeating: 0, count: 4096)
        while unsafe read(folder, &news, news.count) > 0 {}
      }
    }
  }
}

/// What is known to be plugged in; turns lists of devices into events.
struct InputDeviceTracker: Sendable {
  private var known: [InputDeviceDescription] = []

  /// Takes the devices that are there now: those that are gone, then those that are new.
  mutating func update(_ devices: [InputDeviceDescription]) -> [InputHotPlugEvent] {
    let before = Set(known.map(\.id))
    let now = Set(devices.map(\.id))
    defer { known = devices }
    return known.filter { !now.contains($0.id) }.map { .detached($0) }
      + devices.filter { !before.contains($0.id) }.map { .attached($0) }
  }
}
