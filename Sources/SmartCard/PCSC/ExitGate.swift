import Glibc
import Synchronization

/// Keeps our threads out of libpcsclite while the process ends.
///
/// `exit()` runs libpcsclite's own destructor, which frees what every call works on; a thread that is
/// just releasing a context then reads freed memory. So, before that, brief calls (opening, closing,
/// asking) and threads that were told to end are let finish, and a thread that comes later is held until
/// the process is gone, together with its sockets, from which pcscd learns the rest. Calls that wait for a
/// card or an event, and that nobody has told to end, are not waited for.
enum ExitGate {
  private static let inside = Atomic<Int>(0)
  private static let isClosed = Atomic<Bool>(false)

  /// Registered with the first call, so after the destructors of the libraries, and run before them.
  private static let isRegistered = atexit { ExitGate.close() } == 0

  /// A brief call into libpcsclite.
  static func pass<Value>(_ call: () -> Value) -> Value {
    enter()
    defer { leave() }
    return call()
  }

  /// From now until ``leave()`` the end of the process waits, a second at most.
  static func enter() {
    _ = isRegistered
    inside.add(1, ordering: .sequentiallyConsistent)
    guard isClosed.load(ordering: .sequentiallyConsistent) else { return }
    leave()
    while true { pause() }
  }

  /// Ends what ``enter()`` began.
  static func leave() { inside.subtract(1, ordering: .sequentiallyConsistent) }

  private static func close() {
    // A pcscd that hangs must not keep the process.
    waitUntilEmpty(milliseconds: 1_000)
    isClosed.store(true, ordering: .sequentiallyConsistent)
    // Somebody may have entered just before.
    waitUntilEmpty(milliseconds: 100)
  }

  private static func waitUntilEmpty(milliseconds: Int) {
    for _ in 0..<milliseconds where inside.load(ordering: .sequentiallyConsistent) > 0 {
      usleep(1_000)
    }
  }
}
