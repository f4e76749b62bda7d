import Glibc

/// Lets a few runs of programs through at a time: a machine with few cores would otherwise do nothing but
/// change from one to the other.
package actor Turnstile {
  /// For programs that work from their beginning to their end: two runs to a core.
  package static let shared = Turnstile(width: max(2, 2 * sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// For programs that mostly wait, for a card or a time limit.
  package static let waiting = Turnstile(width: 8)

  private var free: Int
  private var line: [CheckedContinuation<Void, Never>] = []

  /// Makes one that lets so many through at a time.
  package init(width: Int) { free = width }

  /// Runs work when it is its turn.
  package func pass<Value: Sendable>(
    _ work: @Sendable () async throws -> Value
  ) async rethrows -> Value {
    if free > 0 { free -= 1 } else { await withCheckedContinuation { line.append($0) } }
    defer {
      // The place goes to the next in line, or becomes free.
      if line.isEmpty { free += 1 } else { line.removeFirst().resume() }
    }
    return try await work()
  }
}
