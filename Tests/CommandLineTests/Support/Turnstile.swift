/// Lets a few runs of the program through at a time: a machine with few cores would otherwise do nothing
/// but change from one to the other.
actor Turnstile {
  static let shared = Turnstile(width: 4)

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(width: Int) { free = width }

  /// Runs work when it is its turn.
  func pass<Value: Sendable>(
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
