import Glibc

/// A way to wake a thread that waits for file descriptors.
package final class WakeSignal: Sendable {
  /// What a thread that waits for more than one descriptor polls: readable while the signal is raised.
  package let descriptor: Int32
  private let writing: Int32

  /// Makes a signal that has not been raised. No child process gets to see it.
  package init() throws(ThreadError) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw ThreadError(errno: errno) }
    (descriptor, writing) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(writing)
  }

  /// Wakes the thread that waits, or the next that will. It stays raised until it is cleared.
  package func raise() {
    var byte: UInt8 = 1
    // A full pair is raised already.
    _ = unsafe send(writing, &byte, 1, Int32(MSG_NOSIGNAL))
  }

  /// Forgets that it was raised, however often.
  package func clear() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while unsafe recv(descriptor, &bytes, bytes.count, 0) > 0 {}
  }

  /// What ended a wait.
  package enum Reason: Sendable, Hashable {
    /// The descriptor has something to read, or its device is gone: reading tells.
    case readable
    /// The signal was raised.
    case raised
    /// The time is over.
    case timedOut
  }

  /// Waits until `other` can be read, the signal is raised (which goes first), or the time is over.
  ///
  /// A negative descriptor is passed over; without a time it waits for ever.
  package func wait(for other: Int32, atMost time: Duration? = nil) -> Reason {
    let deadline = time.map { ContinuousClock.now + $0 }
    while true {
      var waiting = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: other, events: Int16(POLLIN), revents: 0),
      ]
      let result = unsafe poll(&waiting, 2, PollTime.milliseconds(until: deadline))
      if result < 0, errno == EINTR { continue }
      if waiting[0].revents != 0 || result < 0 { return .raised }
      if waiting[1].revents != 0 { return .readable }
      if let deadline, ContinuousClock.now >= deadline { return .timedOut }
    }
  }
}
