import Glibc

/// Unix sockets by their path, or by an abstract name that begins with `@` (`unix(7)`).
public enum LocalSocket {
  /// Whether something answers at a path.
  public static func isAnswered(_ path: String) -> Bool {
    unsafe open(SOCK_STREAM, path) { descriptor, address, length in
      unsafe connect(descriptor, address, length) == 0
    } ?? false
  }

  /// Sends one datagram.
  ///
  /// - Returns: whether it was sent.
  static func send(_ bytes: [UInt8], to path: String) -> Bool {
    unsafe open(SOCK_DGRAM, path) { descriptor, address, length in
      unsafe sendto(
        descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), address, length)
        == bytes.count
    } ?? false
  }

  /// Opens a socket, does something with it and an address, and closes it; `nil` for a path that is too long.
  private static func open<Value>(
    _ type: __socket_type, _ path: String,
    _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Value
  ) -> Value? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(path.utf8)
    // An abstract name begins with a zero byte.
    if name.first == UInt8(ascii: "@") { name[0] = 0 }
    guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
    let descriptor = socket(AF_UNIX, Int32(type.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe body(descriptor, address, length)
      }
    }
  }
}
