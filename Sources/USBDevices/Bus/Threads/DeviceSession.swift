import CLibUSB
import Glibc

/// An open device, on the thread that alone uses it.
struct DeviceSession: ~Copyable {
  typealias Later = (inout DeviceSession) -> Void

  let description: USBDeviceDescription
  let handle: OpenHandle
  /// Behind the handle, so that it goes last.
  let context: LibUSBContext
  private(set) var isOpen = true
  private let mailbox = Transfer.Mailbox()
  private var inFlight: [ObjectIdentifier: Transfer] = [:]
  private var timers: [(time: ContinuousClock.Instant, action: Later)] = []

  /// Opens a device, trying again until the deadline where the node is not there yet or not yet this
  /// user's: udev sets its mode a moment after the kernel has made it.
  ///
  /// Throws ``USBError`` with `usbNoDevice` as soon as the device is not on the bus any more, with
  /// `usbAccess` when it is still forbidden at the deadline.
  static func open(
    _ description: USBDeviceDescription, until deadline: ContinuousClock.Instant,
    isWanted: () -> Bool
  ) throws(USBError) -> DeviceSession {
    while true {
      let context = try LibUSBContext()
      var result = LIBUSB_ERROR_NO_DEVICE.rawValue
      let opened = try unsafe context.first { device -> OpenHandle? in
        let address = unsafe USBDeviceDescription.Address(
          bus: libusb_get_bus_number(device), device: libusb_get_device_address(device))
        guard address == description.address else { return nil }
        var pointer: OpaquePointer?
        result = unsafe libusb_open(device, &pointer)
        if result == LIBUSB_ERROR_NO_DEVICE.rawValue || result == LIBUSB_ERROR_IO.rawValue {
          // It is on the bus; what is missing is its node.
          result = LIBUSB_ERROR_NOT_FOUND.rawValue
        }
        return unsafe pointer.map { unsafe OpenHandle($0) }
      }
      if let opened {
        return DeviceSession(description: description, handle: opened, context: context)
      }
      let mayChange = [LIBUSB_ERROR_ACCESS, LIBUSB_ERROR_NOT_FOUND].map(\.rawValue)
      guard mayChange.contains(result), ContinuousClock.now < deadline else {
        throw USBError(.init(libusb: result), device: description, detail: "libusb_open")
      }
      guard isWanted() else { throw USBError(.cancelled, device: description) }
      usleep(50_000)
    }
  }

  private init(
    description: USBDeviceDescription, handle: OpenHandle, context: consuming LibUSBContext
  ) {
    self.description = description
    self.handle = handle
    self.context = context
  }

  // MARK: transfers

  /// Submits a transfer under a key by which it can be cancelled; `done` is called when it has ended.
  mutating func submit(
    _ request: TransferRequest, as key: ObjectIdentifier, done: @escaping Transfer.Done
  ) throws(USBError) {
    guard isOpen else { throw USBError(.closed, device: description) }
    let transfer = Transfer(request, handle: handle, mailbox: mailbox) { session, transfer in
      session.inFlight[key] = nil
      done(&session, transfer)
    }
    guard let transfer else { throw USBError(.noMemory, device: description) }
    let result = transfer.submit()
    guard result == 0 else { throw error(result, "libusb_submit_transfer") }
    inFlight[key] = transfer
  }

  /// Ends a transfer early; its `done` is still called.
  func cancel(_ key: ObjectIdentifier) { inFlight[key]?.cancel() }

  /// Lets a halted endpoint go on.
  func clearHalt(_ endpoint: UInt8) {
    guard let pointer = unsafe handle.pointer else { return }
    _ = unsafe libusb_clear_halt(pointer, endpoint)
  }

  /// Does something on this thread after a while.
  mutating func schedule(after time: Duration, _ action: @escaping Later) {
    timers.append((.now + time, action))
  }

  func error(_ code: Int32, _ call: String) -> USBError {
    USBError(.init(libusb: code), device: description, detail: call)
  }

  // MARK: the thread's loop

  /// Waits for transfers to end, no longer than until the next timer, and takes up what has ended.
  mutating func handleEvents(atMost limit: Duration = .seconds(60)) {
    let now = ContinuousClock.now
    let wait = min(limit, timers.map { $0.time - now }.min() ?? limit)
    let (seconds, attoseconds) = max(.zero, wait).components
    var time = timeval(
      tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000) + 1)
    if time.tv_usec >= 1_000_000 { time = timeval(tv_sec: time.tv_sec + 1, tv_usec: 0) }
    _ = unsafe libusb_handle_events_timeout_completed(context.pointer, &time, nil)
    let due = timers.filter { $0.time <= .now }
    timers.removeAll { $0.time <= .now }
    for timer in due { timer.action(&self) }
    let finished = mailbox.finished
    mailbox.finished = []
    for transfer in finished { transfer.done(&self, transfer) }
  }

  /// Ends every transfer, gives every interface back and closes the device. Takes a second at most
  /// for transfers that do not end.
  mutating func close() {
    guard isOpen else { return }
    isOpen = false
    timers = []
    let deadline = ContinuousClock.now + .seconds(1)
    for transfer in inFlight.values { transfer.cancel() }
    while !inFlight.isEmpty, ContinuousClock.now < deadline {
      handleEvents(atMost: .milliseconds(100))
    }
    handle.close()
  }
}
