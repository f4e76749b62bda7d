import CLibUSB
import LinuxSystem

/// An open USB device.
///
/// ```swift
/// let device = try await USBDevice.open(description)
/// let displaced = try await device.claim(0)
/// for try await event in device.reports(of: interface, descriptor) { … }
/// await device.close()
/// ```
///
/// Every wait has a deadline, and ends at once when its task is cancelled. What was claimed is given
/// back, and the kernel's own driver with it, by ``release(_:)``, by ``close()``, when the last reference
/// goes, and when the process ends by itself.
public final class USBDevice: Sendable {
  /// The device.
  public let description: USBDeviceDescription
  let thread: DeviceThread

  private init(_ description: USBDeviceDescription) {
    self.description = description
    thread = DeviceThread(description)
  }

  deinit { thread.stop() }

  /// Opens a device.
  ///
  /// A device that was just plugged in has a node before it has its permissions, so opening is tried
  /// again until the time is over. Throws ``USBError``: `usbAccess` if this user still may not open
  /// it then, `usbNoDevice` if it is gone, `usbNotSupported` where there is no USB at all.
  public static func open(
    _ description: USBDeviceDescription, within limit: Duration = .seconds(3)
  ) async throws(USBError) -> USBDevice {
    let device = USBDevice(description)
    let opened = Call<Void, USBError>()
    let result = await withTaskCancellationHandler {
      await opened.answer { device.thread.start(within: limit, opened: opened) }
    } onCancel: {
      device.thread.stop()
      opened.abandon(USBError(.cancelled, device: description))
    }
    try result.get()
    return device
  }

  /// Opens a device and claims one of its interfaces; where that fails it is closed again.
  ///
  /// Throws what ``open(_:within:)`` and ``claim(_:)`` throw.
  public static func open(
    _ description: USBDeviceDescription, claiming interface: UInt8,
    within limit: Duration = .seconds(3)
  ) async throws(USBError) -> USBDevice {
    let device = try await open(description, within: limit)
    do throws(USBError) {
      try await device.claim(interface)
      return device
    } catch {
      await device.close()
      throw error
    }
  }

  /// Claims an interface. A driver of the kernel that has it is detached, and its name is given.
  ///
  /// Throws ``USBError``: `usbBusy` if another program has claimed it, `usbNotFound` if there is no
  /// such interface.
  @discardableResult
  public func claim(_ interface: UInt8) async throws(USBError) -> String? {
    let description = description
    guard description.interfaces.contains(where: { $0.number == interface }) else {
      throw USBError(.notFound, device: description, detail: "interface \(interface)")
    }
    return try await thread.perform(within: .seconds(10)) { session, call in
      let driver = description.kernelDriver(of: interface)
      let result = session.handle.claim(interface)
      call.finish(
        result == 0
          ? .success(driver == "usbfs" ? nil : driver)
          : .failure(session.error(result, "libusb_claim_interface")))
    }
  }

  /// Gives an interface back, to the kernel's driver if it has one for it.
  public func release(_ interface: UInt8) async throws(USBError) {
    try await thread.perform(within: .seconds(10)) { session, call in
      let result = session.handle.release(interface)
      // What is unplugged need not be given back.
      let isGone = result == LIBUSB_ERROR_NO_DEVICE.rawValue
      call.finish(
        result == 0 || isGone
          ? .success(()) : .failure(session.error(result, "libusb_release_interface")))
    }
  }

  /// Ends what is going on, gives back what is claimed, and closes the device. Returns when that is
  /// done, a few seconds later at most; whatever is asked afterwards is refused as `usbClosed`.
  public func close() async {
    let thread = thread
    let closed = Call<Void, Never>()
    let done: @Sendable () -> Void = { closed.finish(.success(())) }
    let token = try? Deadlines.shared.set(after: .seconds(5), done)
    _ = await closed.answer { thread.stop(then: done) }
    if let token { Deadlines.shared.clear(token) }
  }
}
