import Glibc

/// Lets a few runs of programs through at a time: a machine with few cores would otherwise do nothing but
/// change from one to the other.
package actor Turnstile {
  /// The one that ``Program/run(input:within:)`` goes through: two runs to a core.
  package static let shared = Turnstile(width: max(2, 2 * sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Makes one that lets so many through at a time.
  package init(width: Int) { free = width }

  /// Runs work when it is its turn.
  package func pass<Value: Sendable>(
    _ work: @Sendable () async throws -> Value
  ) async rethrows -> Value {
    if free > 0 { free -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
    defer {
      // The place goes to the next in line, or becomes free.
      if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
    return try await work()
  }
}
