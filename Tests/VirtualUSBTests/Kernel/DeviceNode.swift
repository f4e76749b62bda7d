import Foundation
import LinuxSystem
import Testing

/// An open device node.
final class DeviceNode: Sendable {
  let descriptor: Int32

  init(_ path: String) throws {
    descriptor = unsafe open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    try #require(descriptor >= 0, "\(path): errno \(errno)")
  }

  deinit { close(descriptor) }

  /// What one read brings, at most so many bytes; nothing at the end of a device.
  func read(_ most: Int) async -> [UInt8]? {
    await OwnedThread.run(name: "device-node") { [descriptor] in
      guard Self.wait(descriptor, Int16(POLLIN)) else { return nil }
      var bytes = [UInt8](repeating: 0, count: most)
      let count = unsafe Foundation.read(descriptor, &bytes, most)
      return Array(bytes.prefix(max(count, 0)))
    }
  }

  /// Writes everything; `false` if the device does not take it in time.
  func write(_ bytes: [UInt8]) async -> Bool {
    await OwnedThread.run(name: "device-node") { [descriptor] in
      var rest = bytes[...]
      while !rest.isEmpty {
        guard Self.wait(descriptor, Int16(POLLOUT)) else { return false }
        let count = unsafe rest.withUnsafeBytes { buffer in
          unsafe Foundation.write(descriptor, buffer.baseAddress, buffer.count)
        }
        if count < 0, errno == EAGAIN || errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  private static func wait(_ descriptor: Int32, _ events: Int16) -> Bool {
    var entry = pollfd(fd: descriptor, events: events, revents: 0)
    let (seconds, _) = GuestKernel.patience.components
    return unsafe poll(&entry, 1, Int32(seconds) * 1000) > 0
  }
}
