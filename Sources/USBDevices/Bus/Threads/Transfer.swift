import CLibUSB

/// How a transfer ended.
enum TransferStatus: Sendable, Hashable {
  case completed, failed, timedOut, cancelled, stalled, noDevice, overflow

  init(_ status: libusb_transfer_status) {
    self =
      switch status {
      case LIBUSB_TRANSFER_COMPLETED: .completed
      case LIBUSB_TRANSFER_TIMED_OUT: .timedOut
      case LIBUSB_TRANSFER_CANCELLED: .cancelled
      case LIBUSB_TRANSFER_STALL: .stalled
      case LIBUSB_TRANSFER_NO_DEVICE: .noDevice
      case LIBUSB_TRANSFER_OVERFLOW: .overflow
      default: .failed
      }
  }

  /// The reason for an error; `nil` for a transfer that completed.
  var reason: USBError.Reason? {
    switch self {
    case .completed: nil
    case .failed: .io
    case .timedOut: .timeout
    case .cancelled: .cancelled
    case .stalled: .pipe
    case .noDevice: .noDevice
    case .overflow: .overflow
    }
  }
}

/// What a transfer is to do.
struct TransferRequest: Sendable {
  enum Kind: Sendable { case control, bulk, interrupt }

  let kind: Kind
  let endpoint: UInt8
  /// What is sent, or as many zeros as may be received; a control transfer's setup goes in front.
  var data: [UInt8]
  /// Not zero, which would be for ever.
  let timeout: Duration

  var milliseconds: UInt32 {
    let (seconds, attoseconds) = timeout.components
    return UInt32(clamping: max(1, seconds * 1_000 + attoseconds / 1_000_000_000_000_000))
  }
}

/// One asynchronous libusb transfer. Only the device's thread touches it.
@safe
final class Transfer: @unchecked Sendable {
  typealias Done = (inout DeviceSession, Transfer) -> Void

  private let raw: UnsafeMutablePointer<libusb_transfer>
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private let mailbox: Mailbox
  private let kind: TransferRequest.Kind
  let done: Done

  /// Where the callback puts what has ended, for the thread to take up behind libusb's back.
  final class Mailbox {
    var finished: [Transfer] = []
  }

  init?(
    _ request: TransferRequest, handle: borrowing OpenHandle, mailbox: Mailbox,
    done: @escaping Done
  ) {
    guard let raw = unsafe libusb_alloc_transfer(0) else { return nil }
    unsafe self.raw = raw
    unsafe buffer = .allocate(capacity: max(1, request.data.count))
    unsafe buffer.initialize(repeating: 0)
    for (index, byte) in request.data.enumerated() { unsafe buffer[index] = byte }
    self.mailbox = mailbox
    self.kind = request.kind
    self.done = done
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    let count = Int32(clamping: request.data.count)
    let callback: libusb_transfer_cb_fn = { raw in
      guard let context = unsafe raw?.pointee.user_data else { return }
      // Retained when it was submitted.
      let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeRetainedValue()
      transfer.mailbox.finished.append(transfer)
    }
    switch request.kind {
    case .control:
      unsafe libusb_fill_control_transfer(
        raw, handle.pointer, buffer.baseAddress, callback, context, request.milliseconds)
    case .bulk:
      unsafe libusb_fill_bulk_transfer(
        raw, handle.pointer, request.endpoint, buffer.baseAddress, count, callback, context,
        request.milliseconds)
    case .interrupt:
      unsafe libusb_fill_interrupt_transfer(
        raw, handle.pointer, request.endpoint, buffer.baseAddress, count, callback, context,
        request.milliseconds)
    }
  }

  deinit {
    overwrite()
    unsafe buffer.deallocate()
    unsafe libusb_free_transfer(raw)
  }

  func submit() -> Int32 {
    // The callback releases it.
    let held = unsafe Unmanaged.passRetained(self)
    let result = unsafe libusb_submit_transfer(raw)
    if result != 0 { unsafe held.release() }
    return result
  }

  func cancel() { _ = unsafe libusb_cancel_transfer(raw) }

  var status: TransferStatus { unsafe TransferStatus(raw.pointee.status) }

  /// Bytes that went over, a control transfer's setup not counted.
  var transferred: Int { Int(unsafe raw.pointee.actual_length) }

  /// Lends the bytes that went over, and overwrites them.
  func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    defer { overwrite() }
    let start = kind == .control ? 8 : 0
    let end = unsafe min(start + max(0, transferred), buffer.count)
    return unsafe body(UnsafeBufferPointer(rebasing: buffer[min(start, end)..<end]).span)
  }

  private func overwrite() {
    for index in unsafe buffer.indices { unsafe buffer[index] = 0 }
  }
}
