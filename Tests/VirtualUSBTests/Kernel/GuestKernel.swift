import Foundation
import LinuxSystem
import Testing
import VirtualUSB

/// The kernel of the machine in which `scripts/kernel` runs the tests.
enum GuestKernel {
  static let isHere = ProcessInfo.processInfo.environment["CARDLANE_TEST_KERNEL"] == "1"
  /// How long anything may take on a busy machine; nothing waits for it when all is well.
  static let patience = Duration.seconds(60)
}

/// A device as the kernel shows it.
struct AttachedDevice: Sendable {
  /// Its place, such as `1-1`.
  let name: String

  init(name: String) { self.name = name }

  /// Attaches a device to the kernel.
  init(_ plugged: PluggedDevice<some VirtualUSBFunction>) async throws {
    name = try await plugged.attach(within: GuestKernel.patience)
  }

  var folder: String { "/sys/bus/usb/devices/\(name)" }
  private var interface: String { "\(folder)/\(name):1.0" }

  /// One of its small files, without the line end.
  func text(_ file: String) -> String? { SystemFile.text("\(folder)/\(file)") }

  /// One of the small files of its interface.
  func interfaceText(_ file: String) -> String? { SystemFile.text("\(interface)/\(file)") }

  var isPresent: Bool { !SystemFile.names(in: folder).isEmpty }

  /// The driver that has the interface.
  var driver: String? {
    SystemFile.linkTarget("\(interface)/driver")?.split(separator: "/").last.map(String.init)
  }

  /// The folder of the HID device.
  var hid: String? {
    SystemFile.names(in: interface).first { $0.hasPrefix("0003:") }.map { "\(interface)/\($0)" }
  }

  /// The node under `/dev` through which HID reports are read.
  func hidraw() async throws -> String {
    try await node("hidraw") { hid.map { "\($0)/hidraw" } }
  }

  /// The node of the keyboard.
  func keyboard() async throws -> String {
    let folder = try await eventually("the kernel has an input device") {
      hid.flatMap { hid in
        SystemFile.names(in: "\(hid)/input").first.map { "\(hid)/input/\($0)" }
      }
    }
    return try await node("input/event") { folder }
  }

  /// The node of the printer.
  func printer() async throws -> String {
    try await node("usb/lp") { "\(interface)/usbmisc" }
  }

  /// The first node in `/dev` with a prefix whose name stands in a folder of sysfs.
  private func node(_ prefix: String, in folder: () -> String?) async throws -> String {
    let last = prefix.split(separator: "/").last.map(String.init) ?? prefix
    let parent = prefix.contains("/") ? "/dev/" + prefix.split(separator: "/")[0] : "/dev"
    return try await eventually("/dev/\(prefix)") {
      guard
        let name = folder().flatMap({ folder in
          SystemFile.names(in: folder).first { $0.hasPrefix(last) }
        })
      else { return nil }
      return unsafe access("\(parent)/\(name)", F_OK) == 0 ? "\(parent)/\(name)" : nil
    }
  }
}

/// Waits until something is there, asking again and again.
func eventually<Value>(_ what: Comment, _ find: () throws -> Value?) async throws -> Value {
  let deadline = ContinuousClock.now + GuestKernel.patience
  while true {
    if let value = try find() { return value }
    try #require(ContinuousClock.now < deadline, what)
    try await Task.sleep(for: .milliseconds(10))
  }
}
