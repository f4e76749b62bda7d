import Foundation

/// A TCP connection whose every wait has a deadline. Blocks; for a thread of our own.
struct TCPLink: ~Copyable {
  private let descriptor: Int32

  /// Why a link could not be used.
  struct Failure: Error {
    var reason: String
  }

  /// Connects to the first of a host's addresses that answers.
  init(to address: NetworkAddress, by deadline: ContinuousClock.Instant) throws(Failure) {
    var hints = unsafe addrinfo()
    unsafe hints.ai_family = AF_UNSPEC
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = unsafe getaddrinfo(address.host, String(address.port), &hints, &list)
    guard status == 0 else {
      throw Failure(reason: unsafe String(cString: gai_strerror(status)))
    }
    defer { unsafe freeaddrinfo(list) }
    var failure = Failure(reason: "no address")
    var entry = unsafe list
    while let candidate = unsafe entry {
      do {
        descriptor = try unsafe Self.connect(candidate.pointee, by: deadline)
        return
      } catch { failure = error }
      unsafe entry = candidate.pointee.ai_next
    }
    throw failure
  }

  deinit { close(descriptor) }

  private static func connect(
    _ info: addrinfo, by deadline: ContinuousClock.Instant
  ) throws(Failure) -> Int32 {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = unsafe socket(info.ai_family, type, info.ai_protocol)
    guard descriptor >= 0 else { throw .last }
    do {
      if unsafe Glibc.connect(descriptor, info.ai_addr, info.ai_addrlen) != 0 {
        guard errno == EINPROGRESS else { throw Failure.last }
        try wait(for: Int16(POLLOUT), on: descriptor, by: deadline)
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0, code == 0
        else { throw Failure(reason: unsafe String(cString: strerror(code))) }
      }
      return descriptor
    } catch let failure as Failure {
      close(descriptor)
      throw failure
    } catch {
      close(descriptor)
      throw Failure(reason: String(describing: error))
    }
  }

  private static func wait(
    for events: Int16, on descriptor: Int32, by deadline: ContinuousClock.Instant
  ) throws(Failure) {
    while true {
      let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      var entry = pollfd(fd: descriptor, events: events, revents: 0)
      let count = unsafe poll(&entry, 1, Int32(min(max(left.rounded(.up), 0), 3_600_000)))
      if count > 0 { return }
      if count == 0 { throw Failure(reason: "no answer in time") }
      if errno != EINTR { throw .last }
    }
  }

  /// Sends bytes.
  ///
  /// - Returns: how many the system took; fewer than all when the link died or the deadline passed.
  func send(_ bytes: [UInt8], by deadline: ContinuousClock.Instant) -> Int {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.send(
          descriptor, buffer.baseAddress?.advanced(by: sent), bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        sent += count
      } else if count < 0, errno == EAGAIN || errno == EWOULDBLOCK {
        do throws(Failure) {
          try Self.wait(for: Int16(POLLOUT), on: descriptor, by: deadline)
        } catch { return sent }
      } else if count < 0, errno == EINTR {
        continue
      } else {
        return sent
      }
    }
    return sent
  }

  /// Waits for one byte; `nil` when the other side has closed.
  func receive(by deadline: ContinuousClock.Instant) throws(Failure) -> UInt8? {
    while true {
      var byte: UInt8 = 0
      let count = unsafe recv(descriptor, &byte, 1, 0)
      if count == 1 { return byte }
      if count == 0 { return nil }
      if errno == EINTR { continue }
      guard errno == EAGAIN || errno == EWOULDBLOCK else { throw .last }
      try Self.wait(for: Int16(POLLIN), on: descriptor, by: deadline)
    }
  }

  /// Throws away what has arrived and was not asked for.
  func drain() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while unsafe recv(descriptor, &bytes, bytes.count, 0) > 0 {}
  }

  /// Says that nothing more will be sent.
  func finish() { shutdown(descriptor, Int32(SHUT_WR)) }
}

extension TCPLink.Failure {
  /// The system's last error in words.
  static var last: Self { Self(reason: unsafe String(cString: strerror(errno))) }
}
