/// One thread that calls back when a deadline has passed.
///
/// Setting and clearing a deadline is a lock and a dictionary access, because nearly every deadline
/// is cleared long before it passes.
package final class Deadlines: Sendable {
  /// The one that the process shares. Its thread starts with the first deadline.
  package static let shared = Deadlines()

  package struct Token: Sendable, Hashable { fileprivate let number: UInt64 }

  private struct Entry {
    let time: MonotonicTime
    let action: @Sendable () -> Void
  }

  private struct State {
    var entries: [UInt64: Entry] = [:]
    var next: UInt64 = 0
    /// When the thread looks next, at the latest. It may find that everything was cleared: that is
    /// cheaper than to wake it for every deadline.
    var wakesAt: MonotonicTime?
    var isRunning = false
  }

  private let state = Guarded(State())

  private init() {}

  /// Calls `action` on the deadline thread when the time is over, unless cleared before.
  package func set(
    after duration: Duration, _ action: @escaping @Sendable () -> Void
  ) throws(ThreadError) -> Token {
    let time = MonotonicTime.now + duration
    let (token, start) = state.quietly(wakeIf: { $0.wakesAt.map { time < $0 } ?? true }) { state in
      let number = state.next
      state.next &+= 1
      state.entries[number] = Entry(time: time, action: action)
      state.wakesAt = min(state.wakesAt ?? time, time)
      let start = !state.isRunning
      state.isRunning = true
      return (Token(number: number), start)
    }
    if start {
      do throws(ThreadError) { try OwnedThread(name: "deadlines") { self.run() }.detach() } catch {
        state.with { $0.isRunning = false }
        throw error
      }
    }
    return token
  }

  /// Forgets a deadline. It may be calling back at this very moment.
  package func clear(_ token: Token) {
    state.quietly(wakeIf: { _ in false }) { _ = $0.entries.removeValue(forKey: token.number) }
  }

  private func run() {
    while true {
      let wakesAt = state.with { $0.wakesAt }
      // Wakes early when an earlier deadline is set, and then looks again.
      _ = state.wait(until: wakesAt) { state -> Bool? in
        guard let new = state.wakesAt else { return nil }
        return wakesAt.map { new < $0 } ?? true ? true : nil
      }
      let now = MonotonicTime.now
      let due = state.with { state in
        let due = state.entries.filter { $0.value.time <= now }
        for number in due.keys { state.entries[number] = nil }
        state.wakesAt = state.entries.values.map(\.time).min()
        return due.values.sorted { $0.time < $1.time }
      }
      for entry in due { entry.action() }
    }
  }
}
