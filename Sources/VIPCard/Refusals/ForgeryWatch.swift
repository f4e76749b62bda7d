/// Counts forged reads in a sliding time window and says when a supervisor is needed.
///
/// Pure: times come from the caller, as durations since any moment that stays the same.
public struct ForgeryWatch: Sendable, Hashable {
  /// How many forged reads within the window call for a supervisor.
  public let threshold: Int
  /// How long a forged read counts.
  public let window: Duration

  private var reads: [Duration] = []
  private var isCalled = false

  /// Makes a watch; a threshold below 1 counts as 1.
  public init(threshold: Int = 3, window: Duration = .seconds(600)) {
    self.threshold = max(1, threshold)
    self.window = window
  }

  /// Whether a supervisor has to release the lane. It stays so until ``release()``.
  public var needsSupervisor: Bool { isCalled }

  /// Takes note of a judgement and returns whether a supervisor is needed now.
  ///
  /// Only `forged` and `cloneSuspected` count; a good card in between changes nothing, for a forger
  /// can have one too.
  @discardableResult
  public mutating func record(_ check: Check, at time: Duration) -> Bool {
    // A read from the future, after the clock was set back, still counts.
    reads.removeAll { time - $0 >= window }
    if check == .forged || check == .cloneSuspected {
      reads.append(time)
      if reads.count >= threshold { isCalled = true }
    }
    return isCalled
  }

  /// A supervisor was here: counting begins anew.
  public mutating func release() {
    reads = []
    isCalled = false
  }
}
