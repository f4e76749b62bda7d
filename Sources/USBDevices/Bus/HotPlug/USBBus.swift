import LinuxSystem

/// The USB devices of this machine.
public enum USBBus {
  /// Every device that is plugged in, in the order of the addresses. No device is opened.
  ///
  /// Throws ``USBError`` with `usbNotSupported` where there is no USB at all.
  public static func devices() async throws(USBError) -> [USBDeviceDescription] {
    try await OwnedThread.run(name: "usb-list") { () throws(USBError) in try list() }
  }

  static func list() throws(USBError) -> [USBDeviceDescription] {
    // A new context each time: an older one does not hear of new devices where no udevd runs.
    try LibUSBContext().descriptions()
  }
}

/// A device came or went.
public enum USBHotPlugEvent: Sendable, Hashable {
  /// A device is there. It may take a moment more until this user may open it.
  case attached(USBDeviceDescription)
  /// A device is gone.
  case detached(USBDeviceDescription)
}
