import Glibc

/// The TCP connection of a card to vpcd's reader, with the options without which it is slow or deaf.
///
/// - `TCP_NODELAY`: an answer goes out at once, whole.
/// - `TCP_QUICKACK`, renewed before every read: vpcd writes a length and then a content, and its
///   content waits for our acknowledgement of its length, which would otherwise come 40 ms late.
/// - `SO_KEEPALIVE`: vpcd's listener takes one connection ahead and drops the last step of another
///   one's handshake, so that a card can believe itself connected where nobody knows of it. It never
///   speaks first and would wait for ever; the kernel asks the other side in its place, and a side
///   that knows nothing says so.
enum CardSocket {
  /// How long one attempt may wait for a reader that takes nobody at present.
  private static let patience = timeval(tv_sec: 0, tv_usec: 250_000)
  /// When a silent connection is asked after, how often, and how often in vain, in seconds.
  private static let (idle, interval, probes): (Int32, Int32, Int32) = (1, 1, 5)

  /// Connects; `nil` while nobody listens there.
  static func connect(host: String, port: UInt16) -> Int32? {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(host, String(port), &hints, &found) == 0 else { return nil }
    defer { unsafe freeaddrinfo(found) }
    var candidate = unsafe found
    while let address = unsafe candidate {
      if let socket = unsafe open(address.pointee) { return socket }
      unsafe candidate = address.pointee.ai_next
    }
    return nil
  }

  private static func open(_ address: addrinfo) -> Int32? {
    let type = unsafe address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue)
    let socket = unsafe Glibc.socket(address.ai_family, type, address.ai_protocol)
    guard socket >= 0 else { return nil }
    // The kernel's own patience is two minutes, in which the card could not even be taken out.
    limit(patience, socket)
    guard unsafe Glibc.connect(socket, address.ai_addr, address.ai_addrlen) == 0 else {
      close(socket)
      return nil
    }
    limit(timeval(), socket)
    set(TCP_NODELAY, 1, socket)
    set(TCP_KEEPIDLE, idle, socket)
    set(TCP_KEEPINTVL, interval, socket)
    set(TCP_KEEPCNT, probes, socket)
    var on: Int32 = 1
    unsafe setsockopt(
      socket, SOL_SOCKET, SO_KEEPALIVE, &on, socklen_t(MemoryLayout<Int32>.size))
    return socket
  }

  /// Has the next small message acknowledged at once; the kernel forgets it after a while.
  static func acknowledgeAtOnce(_ socket: Int32) { set(TCP_QUICKACK, 1, socket) }

  /// Sends all bytes; `false` if the connection is over.
  static func send(_ bytes: [UInt8], _ socket: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(
          socket, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private static func set(_ option: Int32, _ value: Int32, _ socket: Int32) {
    var value = value
    unsafe setsockopt(
      socket, Int32(IPPROTO_TCP), option, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func limit(_ time: timeval, _ socket: Int32) {
    var time = time
    unsafe setsockopt(
      socket, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }
}
