import Foundation
import VirtualUSB

/// A client on a socket. Blocks, with a deadline: for a thread of its own.
final class LoopbackClient {
  private let descriptor: Int32

  struct Failure: Error {}

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var limit = timeval(tv_sec: 300, tv_usec: 0)
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw Failure() }
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8]) throws {
    let count = unsafe send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    guard count == bytes.count else { throw Failure() }
  }

  func read(_ count: Int) throws -> [UInt8] {
    // To receive nothing would wait for something to come.
    if count == 0 { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    guard unsafe recv(descriptor, &bytes, count, Int32(MSG_WAITALL)) == count else {
      throw Failure()
    }
    return bytes
  }

  /// Whether the server has ended the connection, and sent nothing before that.
  func hasEnded() -> Bool {
    var byte: UInt8 = 0
    let count = unsafe recv(descriptor, &byte, 1, 0)
    return count == 0 || count < 0 && errno == ECONNRESET
  }

  func importDevice(_ busID: String) throws -> UInt32 {
    try write(ClientWords.importDevice(busID))
    return word(try read(8), 4)
  }

  /// A control transfer towards the host.
  func control(_ sequence: UInt32, device: UInt32, _ setup: [UInt8]) throws -> [UInt8] {
    try write(
      ClientWords.submit(
        sequence, device: device, isIn: setup[0] & 0x80 != 0, endpoint: 0, length: Int(setup[6]),
        setup: setup))
    return try answer()
  }

  /// The data of the next answer.
  func answer() throws -> [UInt8] {
    let head = try read(48)
    return try read(Int(word(head, 24)))
  }
}
