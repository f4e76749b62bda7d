import Glibc

/// A moment of the monotonic clock, in nanoseconds; it never jumps.
package struct MonotonicTime: Sendable, Hashable, Comparable {
  private let nanoseconds: Int64

  private init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The present moment.
  package static var now: Self {
    var time = Glibc.timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Self(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// The moment this much later; durations of centuries are cut to one.
  package static func + (time: Self, duration: Duration) -> Self {
    let (seconds, attoseconds) = duration.components
    let bounded = min(max(seconds, 0), 3_000_000_000)
    let fraction = max(attoseconds, 0) / 1_000_000_000
    return Self(nanoseconds: time.nanoseconds + bounded * 1_000_000_000 + fraction)
  }

  package static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

  /// How long until this moment; zero if it has passed.
  package var remaining: Duration {
    .nanoseconds(max(0, nanoseconds - Self.now.nanoseconds))
  }

  var timespec: Glibc.timespec {
    Glibc.timespec(
      tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
  }
}
