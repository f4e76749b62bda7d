import Glibc

/// A way to wake a thread that waits for file descriptors.
package final class WakeSignal: Sendable {
  private let readEnd: Int32
  private let writeEnd: Int32

  /// Makes a signal that has not been raised.
  package init() throws(ThreadError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw ThreadError(errno: errno) }
    (readEnd, writeEnd) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Wakes the thread that waits, or the next that will. It stays raised.
  package func raise() {
    var byte: UInt8 = 1
    _ = unsafe write(writeEnd, &byte, 1)
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
        pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0),
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
