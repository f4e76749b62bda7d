/// A random pause that grows from one try to the next, so that two lanes which met do not meet again.
struct GrowingPause {
  private static let longest = Duration.milliseconds(500)
  private var bound = Duration.milliseconds(2)
  private var least = Duration.zero
  /// Whether nothing was waited for yet.
  private(set) var isFirst = true

  /// Has the next pauses be no shorter.
  mutating func atLeast(_ pause: Duration) { least = max(least, pause) }

  /// Waits; less if the task is cancelled.
  mutating func wait() async {
    isFirst = false
    let share = Double.random(in: 0...1)
    try? await Task.sleep(for: max(least, bound * share))
    bound = min(bound * 2, Self.longest)
  }
}
