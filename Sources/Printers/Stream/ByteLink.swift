import Foundation

/// A way to a printer and back whose every wait has a deadline: a TCP connection, a serial line, a device
/// file, a pipe. Blocks; for a thread of our own.
struct ByteLink: ~Copyable {
  private let descriptor: Int32
  private let isSocket: Bool
  /// Whether anything can come back.
  let answers: Bool

  /// Why a link could not be used.
  struct Failure: Error {
    var reason: String
  }

  /// Takes over an open descriptor that does not block.
  init(_ descriptor: Int32, isSocket: Bool, answers: Bool = true) {
    self.descriptor = descriptor
    self.isSocket = isSocket
    self.answers = answers
  }

  deinit { close(descriptor) }

  /// Waits until something can be done on a descriptor.
  static func wait(
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
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
        return unsafe isSocket
          ? Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
          : write(descriptor, rest.baseAddress, rest.count)
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
      let count = unsafe read(descriptor, &byte, 1)
      if count == 1 { return byte }
      if count == 0 { return nil }
      if errno == EINTR { continue }
      guard errno == EAGAIN || errno == EWOULDBLOCK else { throw .last }
      try Self.wait(for: Int16(POLLIN), on: descriptor, by: deadline)
    }
  }

  /// Waits until nothing has come for a while, and hands on what does.
  ///
  /// - Throws: ``Failure`` when the other side has closed.
  func listen(
    until quiet: Duration, by deadline: ContinuousClock.Instant, _ take: (UInt8) -> Void = { _ in }
  ) throws(Failure) {
    while ContinuousClock.now < deadline {
      let byte: UInt8?
      do throws(Failure) { byte = try receive(by: .now + quiet) } catch { return }
      guard let byte else { throw Failure(reason: "the link died") }
      take(byte)
    }
  }

  /// Waits until everything has left the machine, as far as the system can tell.
  func flush(by deadline: ContinuousClock.Instant) -> Bool {
    var waiting: Int32 = 0
    while unsafe ioctl(descriptor, UInt(TIOCOUTQ), &waiting) == 0, waiting > 0 {
      guard ContinuousClock.now < deadline else { return false }
      usleep(5_000)
    }
    return true
  }

  /// Says that nothing more will be sent.
  func finish() { if isSocket { shutdown(descriptor, Int32(SHUT_WR)) } }
}

extension ByteLink.Failure {
  /// The system's last error in words.
  static var last: Self { Self(reason: unsafe String(cString: strerror(errno))) }
}
