/// Lets so many tasks through at a time, in the order in which they came.
package actor Turnstile {
  private var free: Int
  private var line: [CheckedContinuation<Void, Never>] = []

  /// Makes one that lets one task after the other through, or as many at a time as are said.
  package init(width: Int = 1) { free = width }

  /// Runs `body` when it is its turn.
  package nonisolated func pass<Value, Failure: Error>(
    _ body: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    await enter()
    do throws(Failure) {
      let value = try await body()
      await leave()
      return value
    } catch {
      await leave()
      throw error
    }
  }

  private func enter() async {
    if free > 0 { free -= 1 } else { await withCheckedContinuation { line.append($0) } }
  }

  /// The place goes to the next in line, or becomes free.
  private func leave() {
    if line.isEmpty { free += 1 } else { line.removeFirst().resume() }
  }
}
