import Glibc

/// A TCP socket that listens on 127.0.0.1 only: whoever can attach a device can type on the machine.
struct LoopbackListener {
  let socket: Int32
  let port: UInt16

  /// Listens at a port; 0 lets the system choose a free one.
  init(port: UInt16) throws(VirtualUSBError) {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let socket = Glibc.socket(AF_INET, type, 0)
    guard socket >= 0 else { throw VirtualUSBError(.startFailed, systemError()) }
    var on: Int32 = 1
    unsafe setsockopt(
      socket, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(socket, $0, size) == 0 && listen(socket, 64) == 0
          && getsockname(socket, $0, &size) == 0
      }
    }
    guard isListening else {
      let error = errno
      close(socket)
      guard error == EADDRINUSE || error == EACCES else {
        throw VirtualUSBError(.startFailed, systemError(error))
      }
      throw VirtualUSBError(.portUnavailable, String(port))
    }
    self.socket = socket
    self.port = UInt16(bigEndian: address.sin_port)
  }

  /// The next client, or `nil` if none waits.
  func accept() -> Int32? {
    let client = Glibc.accept(socket, nil, nil)
    guard client >= 0 else { return nil }
    _ = fcntl(client, F_SETFD, FD_CLOEXEC)
    _ = fcntl(client, F_SETFL, O_NONBLOCK)
    var on: Int32 = 1
    unsafe setsockopt(
      client, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    return client
  }
}

extension LoopbackListener {
  /// Gives the port back.
  func end() { close(socket) }
}

/// What the system says of its last error.
func systemError(_ number: Int32 = errno) -> String { unsafe String(cString: strerror(number)) }
