import LinuxSystem
import Synchronization

/// Offers virtual USB devices over USB/IP, on 127.0.0.1 only.
///
/// ```swift
/// let server = try USBIPServer(port: 0)
/// let reader = try server.plug(VirtualSureSwipe())
/// // usbip attach -r 127.0.0.1 -b 1-1
/// guard await reader.waitUntilConfigured(within: .seconds(10)) else { … }
/// try reader.swipe(SwipedCard(two: .text(";9156880012345672=2612…?")))
/// ```
///
/// The server ends when it is stopped or nobody holds it any more.
public final class USBIPServer: Sendable {
  /// USB/IP's own port.
  public static let standardPort: UInt16 = 3240

  /// The port at which clients connect.
  public let port: UInt16
  private let core: ServerCore
  private let thread: Mutex<OwnedThread?>

  /// Starts to serve; port 0 lets the system choose a free one.
  ///
  /// Throws ``VirtualUSBError`` with the reason `portUnavailable` or `startFailed`.
  public init(port: UInt16 = standardPort) throws(VirtualUSBError) {
    core = try ServerCore()
    let listener = try LoopbackListener(port: port)
    self.port = listener.port
    do throws(ThreadError) {
      thread = Mutex(try OwnedThread(name: "usbip-server") { [core] in core.serve(listener) })
    } catch {
      listener.end()
      throw VirtualUSBError(.startFailed, systemError(error.errno))
    }
  }

  deinit { stop() }

  /// Ends every connection and gives the port back; returns when that is done.
  public func stop() {
    core.stop()
    thread.withLock { $0.take() }?.join()
  }

  /// Plugs a device in.
  ///
  /// - Parameters:
  ///   - function: what the device does.
  ///   - busID: how clients name it; without one, the first free of `1-1`, `1-2` and so on.
  ///
  /// Throws ``VirtualUSBError`` with the reason `busID` if the id is taken or not of the form `1-1`.
  public func plug<Function: VirtualUSBFunction>(
    _ function: Function, at busID: String? = nil
  ) throws(VirtualUSBError) -> PluggedDevice<Function> {
    let busID = try core.with { bus throws(VirtualUSBError) in
      var number = 1
      while busID == nil, bus.index(of: "1-\(number)") != nil { number += 1 }
      let busID = busID ?? "1-\(number)"
      try bus.plug(VirtualDevice(function), at: busID)
      return busID
    }
    return PluggedDevice(
      busID: busID, description: function.description, serverPort: port, core: core)
  }

  /// How many clients were refused because their bytes were no USB/IP.
  public var refusedClientCount: Int { core.with { $0.refusedClientCount } }
}
