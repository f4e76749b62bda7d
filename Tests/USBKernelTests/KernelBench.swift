import Foundation
import TestSupport
import Testing
import USBDevices
import VirtualUSB

/// The machine of `scripts/kernel`: a real kernel with USB/IP, in which tests are root.
enum Kernel {
  static let isHere = ProcessInfo.processInfo.environment["CARDLANE_TEST_KERNEL"] == "1"

  /// How long anything may take on a busy machine; nothing waits for it when all is well.
  static let patience = Duration.seconds(30)
}

/// Virtual devices that the real kernel attaches.
final class KernelBench: Sendable {
  let server: USBIPServer

  init() throws { server = try USBIPServer(port: 0) }

  deinit { server.stop() }

  /// Plugs a device in, attaches it to this kernel and finds it on the bus.
  func attach<Function: VirtualUSBFunction>(
    _ function: Function
  ) async throws -> (PluggedDevice<Function>, USBDeviceDescription) {
    let plugged = try server.plug(function)
    return (plugged, try await attach(plugged))
  }

  /// Attaches a device that is plugged in.
  func attach<Function>(_ plugged: PluggedDevice<Function>) async throws -> USBDeviceDescription {
    let place = try await plugged.attach(within: .seconds(60))
    return try await eventually("the device is on the bus") {
      try await USBBus.devices().first { $0.place == place }
    }
  }
}

/// Waits until something is there, asking again and again.
func eventually<Value>(
  _ what: Comment, within limit: Duration = Kernel.patience,
  _ find: () async throws -> Value?
) async throws -> Value {
  let deadline = ContinuousClock.now + limit
  while true {
    if let value = try await find() { return value }
    try #require(ContinuousClock.now < deadline, what)
    try await Task.sleep(for: .milliseconds(10))
  }
}

/// Waits until something is true.
func eventually(
  _ what: Comment, _ condition: () async throws -> Bool
) async throws {
  _ = try await eventually(what) { try await condition() ? true : nil }
}
