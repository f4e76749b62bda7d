import Glibc
import Synchronization

/// Keeps our threads out of libpcsclite while the process ends.
///
/// `exit()` runs libpcsclite's own destructor, which frees what every call works on; a thread that is
/// inside, or comes back from waiting, then works on freed memory. So every call passes this gate, and
/// before the destructor runs the gate is closed in three steps: brief calls (opening, closing, asking)
/// and threads that were told to end may finish; then nobody gets in any more; then the sockets to pcscd
/// are cut, so that calls that wait for a card or an event come back. Threads that come to the closed gate
/// from either side are held there until the process is gone, from which pcscd learns the rest.
enum ExitGate {
  private static let brief = Atomic<Int>(0)
  private static let waiting = Atomic<Int>(0)
  private static let isClosed = Atomic<Bool>(false)
  /// The thread that ends the process, as far as there is one: it must never be held.
  private static let exiting = Atomic<UInt>(0)

  /// Registered with the first call, so after the destructors of the libraries, and run before them.
  private static let isRegistered = atexit { ExitGate.close() } == 0

  /// A brief call into libpcsclite: the end of the process waits for it, a second at most.
  static func pass<Value>(_ call: () -> Value) -> Value {
    enter()
    defer { leave() }
    return call()
  }

  /// A call that may take as long as a card or a person likes: the end of the process ends it.
  static func wait<Value>(_ call: () -> Value) -> Value {
    come(waiting)
    defer { go(waiting) }
    return call()
  }

  /// From now until ``leave()`` the end of the process waits, a second at most.
  static func enter() { come(brief) }

  /// Ends what ``enter()`` began.
  static func leave() { go(brief) }

  private static func come(_ counter: borrowing Atomic<Int>) {
    _ = isRegistered
    counter.add(1, ordering: .sequentiallyConsistent)
    guard mustStay else { return }
    counter.subtract(1, ordering: .sequentiallyConsistent)
    stay()
  }

  private static func go(_ counter: borrowing Atomic<Int>) {
    counter.subtract(1, ordering: .sequentiallyConsistent)
    if mustStay { stay() }
  }

  private static var mustStay: Bool {
    isClosed.load(ordering: .sequentiallyConsistent)
      && exiting.load(ordering: .relaxed) != UInt(pthread_self())
  }

  private static func stay() -> Never { while true { pause() } }

  private static func close() {
    // A pcscd that hangs must not keep the process.
    wait(atMost: 1_000) { brief.load(ordering: .sequentiallyConsistent) == 0 }
    exiting.store(UInt(pthread_self()), ordering: .relaxed)
    isClosed.store(true, ordering: .sequentiallyConsistent)
    wait(atMost: 1_000) {
      // Again and again: somebody may just have opened another.
      ServiceSocket.cutAll()
      return brief.load(ordering: .sequentiallyConsistent) == 0
        && waiting.load(ordering: .sequentiallyConsistent) == 0
    }
  }

  private static func wait(atMost milliseconds: Int, _ isOver: () -> Bool) {
    for _ in 0..<milliseconds where !isOver() { usleep(1_000) }
  }
}
