import CLibUSB
import Glibc
import Synchronization

/// The handle of an open device and what is claimed through it.
///
/// The device's thread alone uses it, with one exception: when the process ends, every claim is given
/// back from wherever that happens.
@safe
final class OpenHandle: @unchecked Sendable {
  @safe
  private struct State: @unchecked Sendable {
    var pointer: OpaquePointer?
    var claims: [UInt8] = []
  }

  private let state: Mutex<State>

  @unsafe
  init(_ pointer: OpaquePointer) {
    state = unsafe Mutex(State(pointer: pointer))
    // A driver that the kernel has bound is detached with the claim, and bound again behind it.
    _ = unsafe libusb_set_auto_detach_kernel_driver(pointer, 1)
    ExitLedger.add(self)
  }

  deinit { close() }

  /// The handle, or `nil` after ``close()``.
  @unsafe
  var pointer: OpaquePointer? { unsafe state.withLock { unsafe $0.pointer } }

  func claim(_ interface: UInt8) -> Int32 {
    state.withLock { state in
      guard let pointer = unsafe state.pointer else { return LIBUSB_ERROR_NO_DEVICE.rawValue }
      let result = unsafe libusb_claim_interface(pointer, Int32(interface))
      if result == 0, !state.claims.contains(interface) { state.claims.append(interface) }
      return result
    }
  }

  func release(_ interface: UInt8) -> Int32 {
    state.withLock { state in
      guard let pointer = unsafe state.pointer else { return 0 }
      state.claims.removeAll { $0 == interface }
      return unsafe libusb_release_interface(pointer, Int32(interface))
    }
  }

  /// Gives back every interface, and with it the kernel's driver.
  func releaseAll() {
    for interface in state.withLock({ $0.claims }) { _ = release(interface) }
  }

  func close() {
    releaseAll()
    state.withLock { state in
      if let pointer = unsafe state.pointer { unsafe libusb_close(pointer) }
      unsafe state.pointer = nil
    }
    ExitLedger.remove(self)
  }
}

/// Gives every claim back when the process ends, so that the kernel's driver has the device again.
///
/// A process that is killed cannot: the kernel then frees the interface, but binds no driver to it.
/// The next program that claims and releases it brings the driver back, as plugging it in again does.
private enum ExitLedger {
  private final class Entry: Sendable {
    weak let handle: OpenHandle?
    init(_ handle: OpenHandle) { self.handle = handle }
  }

  private static let open = Mutex<[ObjectIdentifier: Entry]>([:])
  private static let isRegistered =
    atexit {
      let handles = ExitLedger.open.withLock { $0.values.compactMap(\.handle) }
      for handle in handles { handle.releaseAll() }
    } == 0

  static func add(_ handle: OpenHandle) {
    _ = isRegistered
    open.withLock { $0[ObjectIdentifier(handle)] = Entry(handle) }
  }

  static func remove(_ handle: OpenHandle) {
    open.withLock { $0[ObjectIdentifier(handle)] = nil }
  }
}
