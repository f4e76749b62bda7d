import SmartCard

/// Runs work and cancels it when a time limit passes, with ``SmartCardError/Reason/timedOut``.
package func withTimeLimit<Value: Sendable>(
  _ limit: Duration, _ work: @escaping @concurrent @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value.self) { group in
    group.addTask(operation: work)
    group.addTask {
      try await Task.sleep(for: limit)
      throw SmartCardError(.timedOut)
    }
    defer { group.cancelAll() }
    guard let first = try await group.next() else { throw SmartCardError(.timedOut) }
    return first
  }
}
