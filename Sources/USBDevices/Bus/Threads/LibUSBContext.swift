import CLibUSB

/// A libusb context: it has a list of devices of its own, as they were when it was made.
@safe
struct LibUSBContext: ~Copyable, @unchecked Sendable {
  let pointer: OpaquePointer

  /// Makes a context with `libusb_init`. Throws ``USBError`` where the system has no USB at all.
  init() throws(USBError) {
    var made: OpaquePointer?
    let result = unsafe libusb_init(&made)
    guard result == 0, let made = unsafe made else {
      // Without /dev/bus/usb libusb has nothing to work with, and names no reason.
      throw USBError(
        result == LIBUSB_ERROR_OTHER.rawValue ? .notSupported : .init(libusb: result),
        detail: "libusb_init")
    }
    unsafe pointer = made
  }

  deinit { unsafe libusb_exit(pointer) }

  /// What `body` finds of the devices in the list; it is asked about each until it gives a value.
  func first<Value>(_ body: (OpaquePointer) -> Value?) throws(USBError) -> Value? {
    var list: UnsafeMutablePointer<OpaquePointer?>?
    let count = unsafe libusb_get_device_list(pointer, &list)
    guard count >= 0, let devices = unsafe list else {
      throw USBError(.init(libusb: Int32(clamping: count)), detail: "libusb_get_device_list")
    }
    defer { unsafe libusb_free_device_list(devices, 1) }
    for index in 0..<count {
      guard let device = unsafe devices[index] else { continue }
      if let value = unsafe body(device) { return value }
    }
    return nil
  }

  /// The devices in the list, in the order of their addresses.
  func descriptions() throws(USBError) -> [USBDeviceDescription] {
    var found: [USBDeviceDescription] = []
    _ = try unsafe first { device -> Never? in
      if let description = unsafe USBDeviceDescription(device) { found.append(description) }
      return nil
    }
    return found.sorted { $0.address < $1.address }
  }
}
