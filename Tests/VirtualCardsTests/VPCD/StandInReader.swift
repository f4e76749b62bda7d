import Glibc

/// A reader as vpcd is one, seen from the network: it listens, and is the one who speaks first.
final class StandInReader: Sendable {
  let port: UInt16
  private let listener: Int32

  /// Listens; `backlog` is how many connections may wait beside the first.
  init(backlog: Int32 = 8) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(listener, $0, length) == 0 && listen(listener, backlog) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard result else { throw Failure() }
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(listener) }

  struct Failure: Error {}

  /// The next connection, at the latest after half a minute.
  func accept() throws -> Connection {
    var limit = timeval(tv_sec: 30, tv_usec: 0)
    unsafe setsockopt(
      listener, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let socket = Glibc.accept(listener, nil, nil)
    guard socket >= 0 else { throw Failure() }
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    unsafe setsockopt(
      socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    return Connection(socket: socket)
  }

  /// Somebody who connects and says nothing.
  func bystander() throws -> Connection {
    let socket = Glibc.socket(
      AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    address.sin_port = port.bigEndian
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure() }
    return Connection(socket: socket)
  }

  /// One card's connection. It is closed when it goes away.
  final class Connection: Sendable {
    let socket: Int32

    init(socket: Int32) { self.socket = socket }

    deinit { close(socket) }

    /// Switches the card on, as a reader that has noticed it does.
    func powerOn() throws { try write([0x00, 0x01, 0x01]) }

    /// Asks for the answer-to-reset as vpcd does, in two writes.
    func atr() throws -> [UInt8] {
      try write([0x00, 0x01])
      try write([0x04])
      let length = try read(2)
      return try read(Int(length[0]) << 8 | Int(length[1]))
    }

    /// Forgets the connection without a word to the other side; `false` where the system does not let us.
    func vanish() -> Bool {
      var on: Int32 = 1
      // TCP_REPAIR
      return unsafe setsockopt(
        socket, Int32(IPPROTO_TCP), 19, &on, socklen_t(MemoryLayout<Int32>.size)) == 0
    }

    /// The card's end, which is a socket of this process.
    func otherEnd() throws -> Int32 {
      let (ours, its) = try (Self.ownPort(socket), Self.peerPort(socket))
      for candidate in Int32(3)..<4_096 {
        guard (try? Self.peerPort(candidate)) == ours, (try? Self.ownPort(candidate)) == its else {
          continue
        }
        return candidate
      }
      throw Failure()
    }

    /// Whether a TCP option of a socket is on.
    static func isOn(_ option: Int32, _ socket: Int32) throws -> Bool {
      var value: Int32 = 0
      var length = socklen_t(MemoryLayout<Int32>.size)
      let result = unsafe getsockopt(socket, Int32(IPPROTO_TCP), option, &value, &length)
      guard result == 0 else { throw Failure() }
      return value != 0
    }

    private static func ownPort(_ socket: Int32) throws -> UInt16 {
      try unsafe port { unsafe getsockname(socket, $0, $1) }
    }

    private static func peerPort(_ socket: Int32) throws -> UInt16 {
      try unsafe port { unsafe getpeername(socket, $0, $1) }
    }

    private static func port(
      _ name: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) throws -> UInt16 {
      var address = sockaddr_in()
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe name($0, &length)
        }
      }
      guard result == 0, address.sin_family == sa_family_t(AF_INET) else { throw Failure() }
      return UInt16(bigEndian: address.sin_port)
    }

    private func write(_ bytes: [UInt8]) throws {
      let count = unsafe send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
      guard count == bytes.count else { throw Failure() }
    }

    private func read(_ count: Int) throws -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: count)
      let read = unsafe recv(socket, &bytes, count, Int32(MSG_WAITALL))
      guard read == count else { throw Failure() }
      return bytes
    }
  }
}
